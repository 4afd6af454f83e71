package org.bloomery.plan.law.fit;

/// y = height + curvature·(x − valley)², by least squares.
///
/// @param valley x of the lowest place, if the curvature is positive
/// @param height y there
public record Parabola(double valley, double height, double curvature) {
  static Parabola through(double[] x, double[] y) {
    double middle = 0;
    for (double value : x) {
      middle += value / x.length;
    }
    // Normal equations about the mean: sums of t⁰ … t⁴ and of y·t⁰ … y·t².
    double[] powers = new double[5];
    double[] products = new double[3];
    for (int i = 0; i < x.length; i++) {
      double t = x[i] - middle;
      double power = 1;
      for (int k = 0; k < 5; k++) {
        powers[k] += power;
        if (k < 3) {
          products[k] += power * y[i];
        }
        power *= t;
      }
    }
    double[] c = solve(powers, products);
    double valley = -c[1] / (2 * c[2]);
    return new Parabola(middle + valley, c[0] - c[2] * valley * valley, c[2]);
  }

  /// Cramer's rule for the symmetric 3 × 3 system.
  private static double[] solve(double[] s, double[] y) {
    double[][] columns = {{s[0], s[1], s[2]}, {s[1], s[2], s[3]}, {s[2], s[3], s[4]}};
    double whole = determinant(columns[0], columns[1], columns[2]);
    return new double[] {
      determinant(y, columns[1], columns[2]) / whole,
      determinant(columns[0], y, columns[2]) / whole,
      determinant(columns[0], columns[1], y) / whole
    };
  }

  private static double determinant(double[] a, double[] b, double[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - b[0] * (a[1] * c[2] - a[2] * c[1])
        + c[0] * (a[1] * b[2] - a[2] * b[1]);
  }

  double at(double x) {
    return height + curvature * (x - valley) * (x - valley);
  }
}
