package org.bloomery.plan.law.fit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bloomery.artifact.Seeds;

/// Resampling with replacement, in parallel, and the same for the same seed on any machine: every
/// draw is a function of the seed and its place.
///
/// @param resamplings how many
/// @param seed of the draws
public record Bootstrap(int resamplings, long seed) {
  /// What `fit` gives for every resampling.
  ///
  /// @param points how many there are
  /// @param fit takes how often each point was drawn
  <T> List<T> over(int points, Function<double[], T> fit) {
    long site = Seeds.derive(seed, "bootstrap");
    return IntStream.range(0, resamplings)
        .parallel()
        .mapToObj(i -> {
          double[] counts = new double[points];
          for (int k = 0; k < points; k++) {
            counts[(int) (Seeds.uniform(site, (long) i * points + k) * points)]++;
          }
          return fit.apply(counts);
        })
        .toList();
  }

  /// A draw from `values` for the `counter`-th use of a named site.
  double draw(double[] values, String site, long counter) {
    return values[(int) (Seeds.uniform(Seeds.derive(seed, site), counter) * values.length)];
  }
}
