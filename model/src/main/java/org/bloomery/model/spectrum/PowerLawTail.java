package org.bloomery.model.spectrum;

import java.util.Arrays;
import java.util.Optional;

/// A power law p(x) ∝ x^−α fitted to the largest of some values: α by maximum likelihood, and where
/// the tail begins by the smallest Kolmogorov-Smirnov distance (Clauset, Shalizi, Newman 2009,
/// "Power-law distributions in empirical data", arXiv:0706.1062, sections 3.1 and 3.3).
///
/// The distance is taken as their code, the Python package powerlaw and WeightWatcher's own fit
/// take it: the empirical share is the one below each value, i/n, not the one up to it. Every value
/// but the largest may begin the tail, and the exponent may be anything (powerlaw 2.0 keeps to
/// exponents below 3 unless told otherwise).
///
/// @param alpha the exponent, 1 + n / Σ ln(x/start)
/// @param start the smallest value of the tail
/// @param values of the tail, n
/// @param distance Kolmogorov-Smirnov, between 0 and 1
public record PowerLawTail(double alpha, double start, int values, double distance) {
  /// Fits the positive ones of `values`; nothing when fewer than two different ones are left.
  public static Optional<PowerLawTail> fit(double[] values) {
    double[] sorted = Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
    double[] logs = Arrays.stream(sorted).map(Math::log).toArray();
    double sum = 0;
    PowerLawTail best = null;
    for (int first = sorted.length - 1; first >= 0; first--) {
      sum += logs[first];
      int count = sorted.length - first;
      double excess = sum - count * logs[first];
      if (count < 2 || logs[sorted.length - 1] == logs[first]) {
        continue;
      }
      double alpha = 1 + count / excess;
      double bound = best == null ? 1 : best.distance;
      double distance = distance(logs, first, alpha, bound);
      if (best == null || distance <= bound) { // of equals the longest tail
        best = new PowerLawTail(alpha, sorted[first], count, distance);
      }
    }
    return Optional.ofNullable(best);
  }

  /// Largest difference between the law's share below a value and the tail's; stops when it is
  /// above `bound`.
  private static double distance(double[] logs, int first, double alpha, double bound) {
    int count = logs.length - first;
    double largest = 0;
    for (int i = 0; i < count && largest <= bound; i++) {
      double below = -Math.expm1((1 - alpha) * (logs[first + i] - logs[first]));
      largest = Math.max(largest, Math.abs(below - (double) i / count));
    }
    return largest;
  }

  /// Standard error of [#alpha], (α − 1)/√n (same paper, equation 3.2).
  public double standardError() {
    return (alpha - 1) / Math.sqrt(values);
  }

  /// What the exponent says of a layer (Martin, Peng, Mahoney 2021, "Predicting trends in the
  /// quality of state-of-the-art neural networks without access to training or testing data",
  /// arXiv:2002.06716): well-trained layers lie between 2 and 6.
  public Health health() {
    return alpha < 2 ? Health.VERY_HEAVY : alpha <= 6 ? Health.USUAL : Health.WEAK;
  }

  /// Readings of an exponent.
  public enum Health {
    /// Below 2: a few directions carry the matrix; it may have learned a corpus by heart.
    VERY_HEAVY,
    /// 2 to 6.
    USUAL,
    /// Above 6: hardly any correlations; trained too little, or not needed.
    WEAK
  }
}
