package org.bloomery.plan.law.fit;

import java.util.List;
import org.bloomery.plan.law.Chinchilla;
import org.jspecify.annotations.Nullable;

/// Which run a fitted law would expect behind a loss.
///
/// A run that does worse than its size behaves like a smaller one: by how much is a better sign of
/// a fault (data, learning rate, a bug) than the loss itself.
///
/// @param loss measured, nats a token
/// @param tokens that the run has seen
/// @param parameters its size, if stated
/// @param behavesLike the size that would reach the loss after as many tokens; infinite where the
///   law thinks that none does
/// @param unreachable share of the resampled laws that think so
/// @param expectedLoss what a run of this size should have, with the scatter of runs
/// @param likeTokens after how many tokens a run of this size should have the loss
public record Diagnosis(
    double loss,
    double tokens,
    @Nullable Double parameters,
    Interval behavesLike,
    double unreachable,
    @Nullable Interval expectedLoss,
    @Nullable Interval likeTokens) {

  /// A question put to one law, about a loss from which the scatter of one run was taken.
  private interface Question {
    double answer(Chinchilla law, double loss);
  }

  static Diagnosis of(LossFit fit, double loss, double tokens, @Nullable Double parameters) {
    Interval like = range(fit, loss, (law, l) -> law.parametersTo(l, tokens));
    long unreachable =
        fit.resampled().stream()
            .filter(c -> Double.isInfinite(c.law().parametersTo(loss, tokens)))
            .count();
    double share = (double) unreachable / fit.resampled().size();
    if (parameters == null) {
      return new Diagnosis(loss, tokens, null, like, share, null, null);
    }
    double n = parameters;
    return new Diagnosis(
        loss,
        tokens,
        n,
        like,
        share,
        // A run's loss is the law's times its scatter, so here the scatter is put in.
        range(fit, 1, (law, scatter) -> law.loss(n, tokens) / scatter),
        range(fit, loss, (law, l) -> law.tokensTo(l, n)));
  }

  /// Resampling k takes the residual of run k mod n along, so that the range has both: laws that
  /// might be true, and how far one run may lie from its law.
  private static Interval range(LossFit fit, double loss, Question question) {
    List<Double> residuals = fit.residuals();
    double[] answers = new double[fit.resampled().size()];
    for (int i = 0; i < answers.length; i++) {
      double scatter = Math.exp(residuals.get(i % residuals.size()));
      answers[i] = question.answer(fit.resampled().get(i).law(), loss * scatter);
    }
    return Interval.of(question.answer(fit.law(), loss), answers);
  }

  /// Above, below or within what is expected, where the size was stated.
  String verdict() {
    if (expectedLoss == null) {
      return "";
    }
    if (loss > expectedLoss.high()) {
      return "worse than the law expects of its size: look at data, learning rate and code";
    }
    return loss < expectedLoss.low()
        ? "better than the law expects of its size: look whether held-out text leaked, or the text"
            + " is easier"
        : "as the law expects of its size";
  }
}
