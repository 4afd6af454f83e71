package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Seeds;
import org.bloomery.plan.law.Chinchilla;

/// Runs that follow a known law, but for a known scatter.
final class SyntheticRuns {
  private SyntheticRuns() {}

  /// Eight budgets of nine sizes about the optimum, as IsoFLOP studies have them.
  ///
  /// @param scatter standard deviation of ln L
  static List<TrainingPoint> isoFlop(Chinchilla law, double scatter, long seed) {
    List<TrainingPoint> points = new ArrayList<>();
    long site = Seeds.derive(seed, "synthetic runs");
    for (int budget = 0; budget < 8; budget++) {
      double flops = 6e18 * Math.pow(3, budget);
      double best = law.optimum(flops).parameters();
      for (int size = -4; size <= 4; size++) {
        double parameters = best * Math.pow(1.5, size);
        double tokens = flops / 6 / parameters;
        double loss =
            law.loss(parameters, tokens) * Math.exp(scatter * normal(site, points.size()));
        points.add(TrainingPoint.of("run " + points.size(), parameters, tokens, loss));
      }
    }
    return points;
  }

  /// Box and Muller 1958.
  private static double normal(long site, long counter) {
    double radius = Math.sqrt(-2 * Math.log(1 - Seeds.uniform(site, 2 * counter)));
    return radius * Math.cos(2 * Math.PI * Seeds.uniform(site, 2 * counter + 1));
  }
}
