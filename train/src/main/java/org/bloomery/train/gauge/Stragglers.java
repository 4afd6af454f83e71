package org.bloomery.train.gauge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds ranks that compute longer than others that have the same to do. What counts is computing
/// alone: in the time on the clock all ranks are as slow as the slowest (in BLOOM's training one
/// GPU of 384 cost five percent, and was found by leaving hosts out by halves: BigScience,
/// chronicles of tr11-176B).
public final class Stragglers {
  /// Ranks of one stage differ by the size of a head, and by what else runs on their hosts.
  private static final double RATIO = 1.25;

  /// Shorter delays cost nothing, and are noise.
  private static final double LEAST_SECONDS = 0.5;

  private Stragglers() {}

  /// A rank that holds others up.
  ///
  /// @param computing seconds
  /// @param others median seconds of the other ranks of its stage
  public record Straggler(int rank, double computing, double others) {
    /// How many times as long it takes.
    public double ratio() {
      return computing / others;
    }
  }

  /// Those among all ranks; stages of one rank have nobody to be compared with.
  ///
  /// @param times by rank
  /// @param stages of the same ranks
  public static List<Straggler> among(List<RankTime> times, List<Integer> stages) {
    List<Straggler> found = new ArrayList<>();
    for (int rank = 0; rank < times.size(); rank++) {
      int self = rank;
      double[] others = new double[times.size()];
      int count = 0;
      for (int other = 0; other < times.size(); other++) {
        if (other != self && stages.get(other).equals(stages.get(self))) {
          others[count++] = times.get(other).computing();
        }
      }
      if (count == 0) {
        continue;
      }
      Arrays.sort(others, 0, count);
      double median = (others[(count - 1) / 2] + others[count / 2]) / 2;
      double own = times.get(self).computing();
      if (own > RATIO * median && own - median > LEAST_SECONDS) {
        found.add(new Straggler(self, own, median));
      }
    }
    return found;
  }
}
