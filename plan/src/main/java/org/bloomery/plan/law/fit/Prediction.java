package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bloomery.plan.law.Allocation;
import org.jspecify.annotations.Nullable;

/// What a law says of a larger run.
///
/// @param law which one
/// @param flops C
/// @param parameters N; a range where the law chose it, none where the law knows no sizes
/// @param tokens D
/// @param loss of the law, with the range of the resampled laws
/// @param run the range for one run, which also has the scatter that the fitted runs have; none
///   where the scatter is not known
/// @param beyond C as a multiple of the largest that was fitted
public record Prediction(
    String law,
    double flops,
    @Nullable Interval parameters,
    @Nullable Interval tokens,
    @Nullable Interval loss,
    @Nullable Interval run,
    double beyond) {

  static Prediction of(LossFit fit, Target target, Bootstrap bootstrap, double largestFlops) {
    Allocation chosen = target.completed(fit.law());
    double[] residuals = fit.residuals().stream().mapToDouble(r -> r).toArray();
    double[] runs = new double[fit.resampled().size()];
    for (int i = 0; i < runs.length; i++) {
      double loss = target.completed(fit.resampled().get(i).law()).loss();
      runs[i] = loss * Math.exp(-bootstrap.draw(residuals, "scatter", i));
    }
    double flops = 6 * chosen.parameters() * chosen.tokens();
    return new Prediction(
        "L(N, D)",
        flops,
        interval(fit, target, Allocation::parameters),
        interval(fit, target, Allocation::tokens),
        interval(fit, target, Allocation::loss),
        Interval.of(chosen.loss(), runs),
        flops / largestFlops);
  }

  private static Interval interval(LossFit fit, Target target, ToDoubleFunction<Allocation> what) {
    return fit.interval(law -> what.applyAsDouble(target.completed(law)));
  }

  /// What all fitted laws say.
  static List<Prediction> all(
      @Nullable LossFit lossFit,
      @Nullable ComputeFit computeFit,
      @Nullable IsoFlopFit isoFlopFit,
      Target target,
      Bootstrap bootstrap,
      double largestFlops) {
    List<Prediction> predictions = new ArrayList<>();
    if (lossFit != null) {
      predictions.add(of(lossFit, target, bootstrap, largestFlops));
    }
    Double flops = target.flops();
    if (flops != null && target.isBudget()) {
      double beyond = flops / largestFlops;
      if (computeFit != null) {
        predictions.add(
            new Prediction("L(C)", flops, null, null, computeFit.loss(flops), null, beyond));
      }
      if (isoFlopFit != null) {
        Interval n = isoFlopFit.parameters(flops);
        Interval d = new Interval(flops / 6 / n.value(), flops / 6 / n.high(), flops / 6 / n.low());
        predictions.add(new Prediction("IsoFLOP", flops, n, d, null, null, beyond));
      }
    }
    return predictions;
  }
}
