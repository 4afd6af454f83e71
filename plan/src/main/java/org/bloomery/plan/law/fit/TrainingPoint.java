package org.bloomery.plan.law.fit;

/// What one finished training run says about scaling.
///
/// @param source the run directory, or the table and its line
/// @param parameters N
/// @param tokens D
/// @param loss held-out, nats a token
/// @param flops C, 6ND unless stated
public record TrainingPoint(
    String source, double parameters, double tokens, double loss, double flops) {

  static TrainingPoint of(String source, double parameters, double tokens, double loss) {
    return new TrainingPoint(source, parameters, tokens, loss, 6 * parameters * tokens);
  }
}
