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
    ShapeScore score) {}
