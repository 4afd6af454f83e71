package org.bloomery.tensor;

import java.util.Collections;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How fast this machine multiplies matrices: what the speed of training is measured against.
public final class MatrixRate {
  private static final int REPEATS = 4;

  private MatrixRate() {}

  /// The best rate of several rounds, each worker multiplying matrices of its own.
  ///
  /// @param size rows and columns
  /// @return floating-point operations a second
  public static double ofWorkers(Workers workers, Precision precision, int size, int rounds) {
    Supplier<Double> task = () -> seconds(precision, size);
    double best = 0;
    for (int round = 0; round <= rounds; round++) {
      double slowest =
          workers.run(Collections.nCopies(workers.count(), task)).stream()
              .mapToDouble(seconds -> seconds)
              .max()
              .orElseThrow();
      best = Math.max(best, round == 0 ? 0 : workers.count() * operations(size) / slowest);
    }
    return best;
  }

  /// The same with several threads in one product.
  public static double ofThreads(int threads, Precision precision, int size, int rounds) {
    Libtorch.setThreads(threads);
    double best = 0;
    for (int round = 0; round <= rounds; round++) { // the first is for warming up
      double seconds = seconds(precision, size);
      best = Math.max(best, round == 0 ? 0 : operations(size) / seconds);
    }
    return best;
  }

  private static double operations(double size) {
    return REPEATS * 2 * size * size * size;
  }

  /// Multiplies a few times as a linear layer does: the right matrix is read transposed.
  private static double seconds(Precision precision, int size) {
    try (Scope _ = Scope.open()) {
      Tensor left = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.5));
      Tensor right = Tensors.zeros(precision.compute(), size, size).fill_(new Scalar(0.25));
      Tensor product = Tensors.empty(precision.compute(), size, size);
      Tensor transposed = right.t();
      long start = System.nanoTime();
      for (int i = 0; i < REPEATS; i++) {
        torch.mm_out(product, left, transposed);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
