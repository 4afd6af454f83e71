package org.bloomery.plan.layout.calibration;

import java.util.Arrays;

/// Least squares with factors that are not negative, by the active-set method of Lawson and Hanson
/// 1974 ("Solving Least Squares Problems", chapter 23) on the normal equations.
final class NonNegativeFit {
  private static final double TOLERANCE = 1e-10;

  private NonNegativeFit() {}

  /// The factors x ≥ 0 that minimise Σ w·(row·x − target)².
  static double[] solve(double[][] rows, double[] targets, double[] weights) {
    int n = rows[0].length;
    double[] scale = new double[n];
    double[][] gram = new double[n][n];
    double[] right = new double[n];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < n; i++) {
        right[i] += weights[r] * rows[r][i] * targets[r];
        for (int j = 0; j < n; j++) {
          gram[i][j] += weights[r] * rows[r][i] * rows[r][j];
        }
      }
    }
    // Columns of unit length, so that one tolerance serves seconds and counts.
    for (int i = 0; i < n; i++) {
      scale[i] = gram[i][i] > 0 ? Math.sqrt(gram[i][i]) : 1;
    }
    for (int i = 0; i < n; i++) {
      right[i] /= scale[i];
      for (int j = 0; j < n; j++) {
        gram[i][j] /= scale[i] * scale[j];
      }
    }
    double[] x = activeSet(gram, right);
    for (int i = 0; i < n; i++) {
      x[i] /= scale[i];
    }
    return x;
  }

  private static double[] activeSet(double[][] gram, double[] right) {
    int n = right.length;
    double[] x = new double[n];
    boolean[] free = new boolean[n];
    double largest = Arrays.stream(right).map(Math::abs).max().orElse(0);
    for (int round = 0; round < 10 * n; round++) {
      int entering = steepest(gram, right, x, free, TOLERANCE * largest);
      if (entering < 0) {
        return x;
      }
      free[entering] = true;
      double[] wanted = solveFree(gram, right, free);
      while (stepTowards(x, wanted, free)) {
        wanted = solveFree(gram, right, free);
      }
    }
    return x;
  }

  /// The bound factor whose growth lowers the error fastest, or −1.
  private static int steepest(
      double[][] gram, double[] right, double[] x, boolean[] free, double tolerance) {
    int best = -1;
    double most = tolerance;
    for (int i = 0; i < x.length; i++) {
      double slope = right[i];
      for (int j = 0; j < x.length; j++) {
        slope -= gram[i][j] * x[j];
      }
      if (!free[i] && gram[i][i] > 0 && slope > most) {
        most = slope;
        best = i;
      }
    }
    return best;
  }

  /// Moves x towards `wanted` until a factor meets zero and is bound; says whether one did.
  private static boolean stepTowards(double[] x, double[] wanted, boolean[] free) {
    double step = 1;
    for (int i = 0; i < x.length; i++) {
      if (free[i] && wanted[i] <= 0) {
        step = Math.min(step, x[i] / (x[i] - wanted[i] + Double.MIN_NORMAL));
      }
    }
    boolean met = false;
    for (int i = 0; i < x.length; i++) {
      if (!free[i]) {
        continue;
      }
      boolean falls = wanted[i] <= 0;
      x[i] += step * (wanted[i] - x[i]);
      if (falls && x[i] <= TOLERANCE) {
        x[i] = 0;
        free[i] = false;
        met = true;
      }
    }
    return met;
  }

  /// Gaussian elimination with pivots over the free factors.
  private static double[] solveFree(double[][] gram, double[] right, boolean[] free) {
    int n = right.length;
    double[][] a = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = free[i] && free[j] ? gram[i][j] : i == j ? 1 : 0;
      }
      a[i][n] = free[i] ? right[i] : 0;
    }
    for (int column = 0; column < n; column++) {
      eliminate(a, column);
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = a[i][n] / a[i][i];
    }
    return x;
  }

  private static void eliminate(double[][] a, int column) {
    int pivot = column;
    for (int row = column + 1; row < a.length; row++) {
      if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
        pivot = row;
      }
    }
    double[] taken = a[pivot];
    a[pivot] = a[column];
    a[column] = taken;
    for (int row = 0; row < a.length; row++) {
      double factor = row == column || taken[column] == 0 ? 0 : a[row][column] / taken[column];
      for (int j = column; factor != 0 && j < taken.length; j++) {
        a[row][j] -= factor * taken[j];
      }
    }
  }
}
