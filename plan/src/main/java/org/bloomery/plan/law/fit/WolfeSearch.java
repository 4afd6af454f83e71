package org.bloomery.plan.law.fit;

/// A step along a direction that meets the strong Wolfe conditions (Nocedal & Wright 2006,
/// algorithms 3.5 and 3.6).
final class WolfeSearch {
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST_EVALUATIONS = 30;

  /// A place with the value and the gradient of the objective.
  @SuppressWarnings("ArrayRecordComponent") // vectors, never compared
  record Point(double[] x, double value, double[] gradient) {}

  /// A place on the line: how far, value and slope.
  private record Trial(double length, Point point, double slope) {
    double value() {
      return point.value();
    }
  }

  private final Objective objective;
  private final Point start;
  private final double[] direction;
  private final double startSlope;
  private int evaluations;

  WolfeSearch(Objective objective, Point start, double[] direction) {
    this.objective = objective;
    this.start = start;
    this.direction = direction;
    this.startSlope = Lbfgs.dot(start.gradient(), direction);
  }

  /// The point reached, or the start itself if the line leads nowhere lower.
  ///
  /// @param length the first to try
  Point from(double length) {
    if (!(startSlope < 0)) {
      return start;
    }
    Trial before = new Trial(0, start, startSlope);
    double next = length;
    while (evaluations < MOST_EVALUATIONS) {
      Trial trial = at(next);
      if (isTooHigh(trial) || (before.length() > 0 && trial.value() >= before.value())) {
        return zoom(before, trial);
      }
      if (Math.abs(trial.slope()) <= -CURVATURE * startSlope) {
        return trial.point();
      }
      if (trial.slope() >= 0) {
        return zoom(trial, before);
      }
      before = trial;
      next *= 2;
    }
    return lowest(before);
  }

  /// @param low the lower end, whose slope points to the other
  private Point zoom(Trial low, Trial high) {
    Trial best = low;
    Trial other = high;
    while (evaluations < MOST_EVALUATIONS
        && Math.abs(best.length() - other.length()) > 1e-14 * Math.max(1, best.length())) {
      Trial trial = at(between(best, other));
      if (isTooHigh(trial) || trial.value() >= best.value()) {
        other = trial;
        continue;
      }
      if (Math.abs(trial.slope()) <= -CURVATURE * startSlope) {
        return trial.point();
      }
      if (trial.slope() * (other.length() - best.length()) >= 0) {
        other = best;
      }
      best = trial;
    }
    return lowest(best);
  }

  /// The lowest place of the parabola through value and slope of one end and the value of the
  /// other, kept off the ends.
  private static double between(Trial best, Trial other) {
    double width = other.length() - best.length();
    double rise = other.value() - best.value() - best.slope() * width;
    double share = Double.isFinite(rise) && rise > 0 ? -best.slope() * width / (2 * rise) : 0.5;
    return best.length() + width * Math.clamp(share, 0.1, 0.9);
  }

  private boolean isTooHigh(Trial trial) {
    return !(trial.value() <= start.value() + DECREASE * trial.length() * startSlope);
  }

  private Point lowest(Trial trial) {
    return trial.value() < start.value() ? trial.point() : start;
  }

  private Trial at(double length) {
    evaluations++;
    double[] x = start.x().clone();
    for (int k = 0; k < x.length; k++) {
      x[k] += length * direction[k];
    }
    double[] gradient = new double[x.length];
    double value = objective.at(x, gradient);
    return new Trial(length, new Point(x, value, gradient), Lbfgs.dot(gradient, direction));
  }
}
