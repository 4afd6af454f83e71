package org.bloomery.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// What is added to attention scores: ALiBi's linear penalty of distance (Press, Smith, Lewis,
/// arXiv:2108.12409) for keys up to the query, minus infinity for keys after it.
///
/// BLOOM adds slope · key position; this adds slope · (key − query), which softmax cannot tell from
/// it and which keeps more digits at long lengths. Holds the tensors that it has made; threads may
/// share it.
final class AlibiBias implements AutoCloseable {
  private final int allHeads;
  private final int firstHead;
  private final int heads;
  private final Precision precision;
  private final Map<Block, Tensor> made = new ConcurrentHashMap<>();

  private record Block(int start, int end) {}

  /// For heads `firstHead … firstHead + heads - 1` of a layer that has `allHeads`.
  AlibiBias(int allHeads, int firstHead, int heads, Precision precision) {
    this.allHeads = allHeads;
    this.firstHead = firstHead;
    this.heads = heads;
    this.precision = precision;
  }

  int firstHead() {
    return firstHead;
  }

  int heads() {
    return heads;
  }

  /// Bias of queries `start … end-1` and keys `0 … end-1`, in the compute type: (heads, end -
  /// start, end).
  Tensor of(int start, int end) {
    return made.computeIfAbsent(new Block(start, end), this::make);
  }

  private Tensor make(Block block) {
    double[] slopes = AlibiSlopes.of(allHeads);
    float[] values = new float[heads * (block.end - block.start) * block.end];
    int at = 0;
    for (int head = 0; head < heads; head++) {
      for (int query = block.start; query < block.end; query++) {
        for (int key = 0; key < block.end; key++) {
          values[at++] =
              key > query
                  ? Float.NEGATIVE_INFINITY
                  : (float) (slopes[firstHead + head] * (key - query));
        }
      }
    }
    try (Scope _ = Scope.open()) {
      return Scope.keep(
          Tensors.of(values, heads, block.end - block.start, block.end).to(precision.compute()));
    }
  }

  @Override
  public void close() {
    made.values().forEach(Scope::release);
    made.clear();
  }
}
