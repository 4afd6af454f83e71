package org.bloomery.tensor;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How fast this machine multiplies matrices: what the speed of training is held against, since no
/// data sheet knows this build, this precision and this machine's other guests.
public final class MatrixRate {
  private static final int REPEATS = 4;
  private static final int SMALLEST = 128;
  private static final int LARGEST = 1024;
  private static final int TIMES = 6;
  private static final long BUDGET_NANOS = 300_000_000;

  private MatrixRate() {}

  /// The rate in about a third of a second: every worker multiplies its own matrices, as training
  /// does, and the sum of each one's best product counts.
  ///
  /// @return floating-point operations a second
  public static double quick(Workers workers, Precision precision) {
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
        best = Math.max(best, operations(size) / seconds(precision, size, 1));
      }
    }
    return best;
  }

  /// The best rate of several rounds, each worker multiplying matrices of its own.
  ///
  /// @param size rows and columns
  /// @return floating-point operations a second
  public static double ofWorkers(Workers workers, Precision precision, int size, int rounds) {
    Supplier<Double> task = () -> seconds(precision, size, REPEATS);
    double best = 0;
    for (int round = 0; round <= rounds; round++) {
      double slowest =
          workers.run(Collections.nCopies(workers.count(), task)).stream()
              .mapToDouble(seconds -> seconds)
              .max()
              .orElseThrow();
      best =
          Math.max(best, round == 0 ? 0 : workers.count() * REPEATS * operations(size) / slowest);
    }
    return best;
  }

  /// The same with several threads in one product.
  public static double ofThreads(int threads, Precision precision, int size, int rounds) {
    Libtorch.setThreads(threads);
    double best = 0;
    for (int round = 0; round <= rounds; round++) { // the first is for warming up
      double seconds = seconds(precision, size, REPEATS);
      best = Math.max(best, round == 0 ? 0 : REPEATS * operations(size) / seconds);
    }
    return best;
  }

  private static double operations(double size) {
    return 2 * size * size * size;
  }

  /// Multiplies as a linear layer does: the right matrix is read transposed.
  private static double seconds(Precision precision, int size, int times) {
    try (Scope _ = Scope.open()) {
      Tensor left = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.5));
      Tensor right = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.25));
      Tensor product = Tensors.empty(precision.compute(), size, size);
      Tensor transposed = right.t();
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        torch.mm_out(product, left, transposed);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
