package org.bloomery.train.optim;

import java.util.Arrays;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The Euclidean norm of all gradients together, and clipping by it (Pascanu, Mikolov, Bengio,
/// arXiv:1211.5063). A tied parameter has one gradient and counts once.
public final class GradientNorm {
  /// Keeps the quotient finite, as PyTorch's and Megatron-LM's clipping do.
  private static final double NORM_EPSILON = 1e-6;

  private static final long ROW = 4096;

  private GradientNorm() {}

  /// Sum of the squares of one parameter's gradient: in the master type within rows of fixed
  /// length, in double precision over them, so that neither size nor threads cost digits.
  public static double square(ParameterStore store, Parameter parameter) {
    try (Scope _ = Scope.open()) {
      return square(store.gradient(parameter).view(-1));
    }
  }

  /// The same of any flat tensor.
  public static double square(Tensor flat) {
    try (Scope _ = Scope.open()) {
      long rows = flat.numel() / ROW;
      long whole = rows * ROW;
      double square = rowSquares(flat.narrow(0, 0, whole).view(rows, ROW));
      return square + rowSquares(flat.narrow(0, whole, flat.numel() - whole).view(1, -1));
    }
  }

  private static double rowSquares(Tensor rows) {
    if (rows.numel() == 0) {
      return 0;
    }
    Tensor norms =
        torch.linalg_vector_norm(
            rows, new Scalar(2), new long[] {1}, false, new ScalarTypeOptional());
    return Arrays.stream(Tensors.doubles(norms)).map(norm -> norm * norm).sum();
  }

  /// The norm of all gradients.
  public static double of(ParameterStore store) {
    return Math.sqrt(store.parameters().stream().mapToDouble(p -> square(store, p)).sum());
  }

  /// Scales all gradients by `maximum / norm` when the norm is above `maximum`.
  ///
  /// @return the norm before clipping; not finite when a gradient is not, and then nothing is
  ///   scaled
  public static double clip(ParameterStore store, double maximum) {
    double norm = of(store);
    clip(store, norm, maximum);
    return norm;
  }

  /// The same with a norm that is known.
  public static void clip(ParameterStore store, double norm, double maximum) {
    double factor = factor(norm, maximum);
    if (factor < 1 && Double.isFinite(norm)) {
      scale(store, factor);
    }
  }

  /// What brings a gradient of that norm down to `maximum`; above 1 where it is below.
  public static double factor(double norm, double maximum) {
    return maximum / (norm + NORM_EPSILON);
  }

  /// Multiplies all gradients by `factor`.
  public static void scale(ParameterStore store, double factor) {
    try (Scope _ = Scope.open()) {
      Autograd.silent(() -> store.gradients().mul_(new Scalar(factor)));
    }
  }
}
