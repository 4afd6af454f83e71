package org.bloomery.train.gauge;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How fast this machine multiplies matrices, measured as training uses it: every worker multiplies
/// its own, all at the same time. It is what a training step's speed is held against, since no data
/// sheet knows this build, this precision and this machine's other guests.
public final class MatrixRate {
  private static final int SMALLEST = 128;
  private static final int LARGEST = 1024;
  private static final int TIMES = 6;
  private static final long BUDGET_NANOS = 300_000_000;

  private MatrixRate() {}

  /// Operations a second of all workers together: the sum of each one's best of a few products, a
  /// third of a second in all.
  public static double measure(Workers workers, Precision precision) {
    Supplier<Double> task = () -> best(precision);
    List<Double> rates = workers.run(Collections.nCopies(workers.count(), task));
    return rates.stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Larger and larger products until the time is up: without units for it, a format can be a
  /// thousand times slower than with them.
  private static double best(Precision precision) {
    long start = System.nanoTime();
    double best = 0;
    for (int size = SMALLEST; size <= LARGEST; size *= 2) {
      for (int i = 0; i < TIMES && (best == 0 || System.nanoTime() - start < BUDGET_NANOS); i++) {
        best = Math.max(best, rate(precision, size));
      }
    }
    return best;
  }

  private static double rate(Precision precision, int size) {
    try (Scope _ = Scope.open()) {
      Tensor left = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.5));
      Tensor right = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.25));
      Tensor product = Tensors.empty(precision.compute(), size, size);
      long start = System.nanoTime();
      Autograd.silent(() -> torch.mm_out(product, left, right));
      return 2e9 * size * size * size / (System.nanoTime() - start);
    }
  }
}
