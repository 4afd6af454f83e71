package org.bloomery.plan.shape;

/// A shape that breaks no rule.
///
/// @param shape with the padded vocabulary
/// @param parameters exactly
/// @param flopsPerToken that the model asks for, [TrainingFlops#perToken(Shape)]
/// @param headDimension hidden ÷ heads
/// @param best what Levine et al. find best for as many parameters
public record ShapeCandidate(
    Shape shape,
    long parameters,
    double flopsPerToken,
    int headDimension,
    DepthWidth best,
    ShapeScore score) {
  /// What released models mostly have (GPT-3's table 2.1 and the BLOOM family).
  private static final int USUAL_LEAST = 64;

  private static final int USUAL_MOST = 128;

  /// How far the head dimension is from the usual ones, as a logarithm; it decides between equal
  /// scores only.
  double headDimensionDistance() {
    double usual = Math.clamp(headDimension, USUAL_LEAST, USUAL_MOST);
    return Math.abs(Math.log(headDimension / usual));
  }
}
