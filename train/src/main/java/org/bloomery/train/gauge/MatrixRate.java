package org.bloomery.train.gauge;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How fast this machine multiplies matrices, measured as training uses it: every worker multiplies
/// its own, all at the same time. It is what a training step's speed is held against, since no data
/// sheet knows this build, this precision and this machine's other guests.
public final class MatrixRate {
  private static final int SIZE = 1024;
  private static final int TIMES = 8;

  private MatrixRate() {}

  /// Operations a second of all workers together: the sum of each one's best of a few products, a
  /// fifth of a second on a server's core.
  public static double measure(Workers workers, Precision precision) {
    Supplier<Double> task = () -> best(precision);
    List<Double> rates = workers.run(Collections.nCopies(workers.count(), task));
    return rates.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double best(Precision precision) {
    try (Scope _ = Scope.open()) {
      Tensor left = Tensors.zeros(precision.compute(), SIZE, SIZE).fill_(scalar(0.5));
      Tensor right = Tensors.zeros(precision.compute(), SIZE, SIZE).fill_(scalar(0.25));
      Tensor product = Tensors.empty(precision.compute(), SIZE, SIZE);
      double best = 0;
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        Autograd.silent(() -> torch.mm_out(product, left, right));
        best = Math.max(best, 2e9 * SIZE * SIZE * SIZE / (System.nanoTime() - start));
      }
      return best;
    }
  }

  private static org.bytedeco.pytorch.Scalar scalar(double value) {
    return new org.bytedeco.pytorch.Scalar(value);
  }
}
