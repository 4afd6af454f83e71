package org.bloomery.plan.shape;

/// The depth and width that Levine et al. 2020 ("Limits to Depth Efficiencies of Self-Attention",
/// later "The Depth-to-Width Interplay in Self-Attention") find best for a size.
///
/// From networks of 6 to 48 layers they fit the width up to which depth pays, ln d = a + b·L with a
/// = 5.039 and b = 0.0555; with N = 12·L·d² that gives the one depth for each N. Past 48 layers it
/// is an extrapolation of theirs.
///
/// @param layers L, not a whole number
/// @param hidden d
public record DepthWidth(double layers, double hidden) {
  public static final String SOURCE = "Levine et al. 2020, §5: ln d = 5.039 + 0.0555·L";
  private static final double A = 5.039;
  private static final double B = 0.0555;

  /// No depth beyond this is looked at.
  static final int MOST_LAYERS = 400;

  /// The width that a depth asks for.
  public static double hidden(double layers) {
    return Math.exp(A + B * layers);
  }

  /// The parameters without embedding of the best network of this depth: 12·L·e^(2a)·e^(2bL).
  public static double parameters(double layers) {
    return 12 * layers * Math.exp(2 * A) * Math.exp(2 * B * layers);
  }

  /// The best depth and width for as many parameters as a shape has without its embedding.
  public static DepthWidth of(Shape shape) {
    return optimum((double) shape.bodyParameters());
  }

  /// The best depth and width for N parameters without embedding.
  ///
  /// Newton's method on ln L + 2bL = ln(N/12) - 2a. The left side is concave, so that it climbs to
  /// the solution from any smaller L.
  public static DepthWidth optimum(double bodyParameters) {
    double right = Math.log(bodyParameters / 12) - 2 * A;
    double layers = 0.5 * Math.min(1, Math.exp(right));
    double step = layers;
    while (step > 1e-12 * layers) {
      step = (right - Math.log(layers) - 2 * B * layers) / (1 / layers + 2 * B);
      layers += step;
    }
    return new DepthWidth(layers, hidden(layers));
  }

  /// The best depth and width of a model that has N parameters with an embedding of `vocabulary`
  /// rows, by bisection; no layers, if that embedding alone has more.
  public static DepthWidth withEmbedding(double allParameters, int vocabulary) {
    double low = 0;
    double high = MOST_LAYERS;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (parameters(middle) + vocabulary * hidden(middle) < allParameters) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new DepthWidth(low, hidden(low));
  }

  /// Logarithm of a shape's width over depth by the best one of its size: above zero is flatter.
  public static double distance(Shape shape) {
    return Math.log((double) shape.hidden() / shape.layers() / of(shape).aspectRatio());
  }

  /// Width over depth.
  public double aspectRatio() {
    return hidden / layers;
  }
}
