package org.bloomery.model;

import java.util.stream.IntStream;
import org.bloomery.tensor.CounterRandom;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// The dropout masks of one optimiser step.
///
/// A mask is a function of (seed, step, sample, layer, site, head, position): it is the same
/// however samples are grouped into micro-batches or ranks, and when a segment is run again.
///
/// @param rate probability that an activation is dropped; the others grow by `1/(1-rate)`
public record Dropout(double rate, long seed, long step) {
  /// Drops nothing.
  public static final Dropout NONE = new Dropout(0, 0, 0);

  /// Where in a block a mask applies.
  public enum Site {
    ATTENTION_PROBABILITIES(0),
    ATTENTION_OUTPUT(1),
    MLP_OUTPUT(2);

    private final int number; // Enters the keys: a used number never changes.

    Site(int number) {
      this.number = number;
    }
  }

  /// Whether masks do anything.
  public boolean active() {
    return rate > 0;
  }

  /// The mask of a branch's output: (samples · length, hidden), 32-bit floats.
  public Tensor hiddenMask(TokenBatch batch, int layer, Site site, int hidden) {
    return hiddenMask(batch, RowCut.WHOLE, layer, site, hidden);
  }

  /// Some rows of it.
  Tensor hiddenMask(TokenBatch batch, RowCut cut, int layer, Site site, int hidden) {
    int length = batch.length();
    int first = cut.first(batch);
    int end = first + cut.rows(batch);
    float[] mask = new float[(end - first) * hidden];
    IntStream.range(first / length, Math.ceilDiv(end, length))
        .parallel()
        .forEach(s -> {
          int from = Math.max(first, s * length);
          int rows = Math.min(end, (s + 1) * length) - from;
          long key = key(batch.sampleNumbers()[s], layer, site, 0);
          long counter = (long) (from - s * length) * hidden;
          CounterRandom.dropout(key, counter, rate, mask, (from - first) * hidden, rows * hidden);
        });
    return Tensors.of(mask, end - first, hidden);
  }

  /// The mask of attention probabilities: (samples · heads, length, length), 32-bit floats.
  ///
  /// @param firstHead number of the first of `heads` heads within the layer
  /// @param sequence the longest length of the model, the stride of the counters
  public Tensor attentionMask(TokenBatch batch, int layer, int firstHead, int heads, int sequence) {
    int length = batch.length();
    float[] mask = new float[batch.samples() * heads * length * length];
    IntStream.range(0, batch.samples() * heads)
        .parallel()
        .forEach(block -> {
          long sample = batch.sampleNumbers()[block / heads];
          int head = firstHead + block % heads;
          long key = key(sample, layer, Site.ATTENTION_PROBABILITIES, head);
          for (int query = 0; query < length; query++) {
            int at = (block * length + query) * length;
            long first = (long) query * sequence;
            CounterRandom.dropout(key, first, rate, mask, at, query + 1);
          }
        });
    return Tensors.of(mask, (long) batch.samples() * heads, length, length);
  }

  private long key(long sample, int layer, Site site, int head) {
    return CounterRandom.key(seed, step, sample, layer, site.number, head);
  }
}
