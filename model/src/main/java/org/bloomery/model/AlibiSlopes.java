package org.bloomery.model;

/// The slopes of attention with linear biases (Press, Smith and Lewis, "Train Short, Test Long",
/// 2022).
public final class AlibiSlopes {
  private AlibiSlopes() {}

  /// The slope of each head. For a power of two n: 2^(-8(i+1)/n). Otherwise the slopes of the
  /// largest power of two below, then every other slope of the next one, as in the paper's own
  /// code.
  public static double[] of(int heads) {
    int power = Integer.highestOneBit(heads);
    double[] slopes = new double[heads];
    for (int i = 0; i < power; i++) {
      slopes[i] = Math.pow(2, -8.0 * (i + 1) / power);
    }
    for (int i = 0; i < heads - power; i++) {
      slopes[power + i] = Math.pow(2, -8.0 * (2 * i + 1) / (2 * power));
    }
    return slopes;
  }
}
