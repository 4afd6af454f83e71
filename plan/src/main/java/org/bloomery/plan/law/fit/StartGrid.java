package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bloomery.plan.law.fit.Lbfgs.Minimum;

/// The search for the lowest of many valleys: Hoffmann et al. 2022 (section D.3) begin at every
/// point of a grid, α, β ∈ {0, 0.5 … 2}, e ∈ {−1, −0.5 … 1}, a, b ∈ {0, 5 … 25}.
///
/// Most of the 4,500 starts end in the same few valleys, so all go a few steps and only the lowest
/// go on.
final class StartGrid {
  /// Steps that every start takes, and how many then go on; the last round ends by itself.
  private static final int[] STEPS = {10, 60, 1000};

  private static final int[] KEPT = {150, 16};

  /// The first round looks at no more points than this.
  private static final int POINTS_OF_FIRST_ROUND = 64;

  /// Minima nearer than this in every coordinate are one.
  private static final double SAME = 1e-3;

  /// Polishing begins anew, without memory of the way, until that gains less than this share, but
  /// not more often than this.
  private static final double POLISHED = 1e-9;

  private static final int MOST_POLISHES = 4;

  private StartGrid() {}

  static List<double[]> starts(LossObjective objective) {
    List<double[]> starts = new ArrayList<>();
    for (int alpha = 0; alpha <= 4; alpha++) {
      for (int beta = 0; beta <= 4; beta++) {
        for (int e = -2; e <= 2; e++) {
          for (int a = 0; a <= 25; a += 5) {
            for (int b = 0; b <= 25; b += 5) {
              starts.add(objective.vector(a, b, 0.5 * e, 0.5 * alpha, 0.5 * beta));
            }
          }
        }
      }
    }
    return starts;
  }

  /// The lowest minima that differ, best first.
  static List<Minimum> search(LossObjective objective) {
    List<double[]> starts = starts(objective);
    List<Minimum> reached = List.of();
    for (int round = 0; round < STEPS.length; round++) {
      int steps = STEPS[round];
      LossObjective seen = round == 0 ? objective.thinned(POINTS_OF_FIRST_ROUND) : objective;
      reached =
          starts.parallelStream()
              .map(start -> Lbfgs.minimise(seen, start, steps))
              .filter(minimum -> Double.isFinite(minimum.value()))
              .sorted(Comparator.comparingDouble(Minimum::value))
              .limit(KEPT[Math.min(round, KEPT.length - 1)])
              .toList();
      starts = reached.stream().map(Minimum::x).toList();
    }
    List<Minimum> polished =
        reached.parallelStream()
            .map(minimum -> polish(objective, minimum.x()))
            .sorted(Comparator.comparingDouble(Minimum::value))
            .toList();
    List<Minimum> different = new ArrayList<>();
    for (Minimum minimum : polished) {
      if (different.stream().noneMatch(other -> isSame(minimum.x(), other.x()))) {
        different.add(minimum);
      }
    }
    return different;
  }

  private static boolean isSame(double[] a, double[] b) {
    for (int k = 0; k < a.length; k++) {
      if (Math.abs(a[k] - b[k]) > SAME) {
        return false;
      }
    }
    return true;
  }

  /// To the bottom of the valley that `start` lies in.
  static Minimum polish(Objective objective, double[] start) {
    int steps = STEPS[STEPS.length - 1];
    Minimum minimum = Lbfgs.minimise(objective, start, steps);
    for (int i = 1; i < MOST_POLISHES; i++) {
      Minimum next = Lbfgs.minimise(objective, minimum.x(), steps);
      boolean done = minimum.value() - next.value() <= POLISHED * minimum.value();
      minimum = next;
      if (done) {
        break;
      }
    }
    return minimum;
  }
}
