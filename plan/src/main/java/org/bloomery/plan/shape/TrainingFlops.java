package org.bloomery.plan.shape;

/// Floating-point operations of training, a multiply and an add counted as two.
///
/// The exact count follows Narayanan et al. 2021 ("Efficient Large-Scale Language Model Training on
/// GPU Clusters", appendix): per token 24lh²+4lhs for the blocks and 2hV for the head, forward;
/// backward costs twice as much. Attention is counted over the full square, since the masked half
/// is usually computed too. It is what the BLOOM logs report as TFLOPs (there with the forward pass
/// done again in every block).
public final class TrainingFlops {
  private TrainingFlops() {}

  /// Forward and backward of one token: 72lh²(1 + s/6h + V/12lh).
  public static double perToken(Shape shape) {
    double l = shape.layers();
    double h = shape.hidden();
    double s = shape.context();
    double v = shape.vocabulary();
    return 72 * l * h * h * (1 + s / (6 * h) + v / (12 * l * h));
  }

  /// The same with every block's forward pass done again in backward: 96lh²(1 + s/6h + V/16lh).
  public static double perTokenWithRecompute(Shape shape) {
    double l = shape.layers();
    double h = shape.hidden();
    double s = shape.context();
    double v = shape.vocabulary();
    return 96 * l * h * h * (1 + s / (6 * h) + v / (16 * l * h));
  }

  /// The usual short form, C = 6ND (Kaplan et al. 2020, §2.1).
  public static double shortForm(double parameters, double tokens) {
    return 6 * parameters * tokens;
  }
}
