package org.bloomery.artifact.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Dividing an amount of text among languages of limited size.
public final class Shares {
  private Shares() {}

  /// What each language gets: parts of the whole in proportion to the weights, where none gets more
  /// than its capacity, and what one cannot take is divided among the others again.
  ///
  /// With equal weights, and N times the size of each language as its capacity, this is UniMax
  /// (Chung et al. 2023, arXiv 2304.09151, algorithm 1).
  ///
  /// @param weights from 0 up; a language of weight 0 gets nothing
  /// @param capacities the most that each can take, in the unit of the total
  /// @return amounts, whose sum falls short of the total where all capacities together do
  public static double[] filled(double[] weights, double[] capacities, double total) {
    List<Integer> order =
        new ArrayList<>(
            IntStream.range(0, weights.length).filter(i -> weights[i] > 0).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> capacities[i] / weights[i])); // first full first
    double[] weightsFrom = new double[order.size() + 1]; // of a place in the order and all after it
    for (int place = order.size() - 1; place >= 0; place--) {
      weightsFrom[place] = weightsFrom[place + 1] + weights[order.get(place)];
    }
    double[] amounts = new double[weights.length];
    double remaining = total;
    for (int place = 0; place < order.size(); place++) {
      int i = order.get(place);
      amounts[i] = Math.min(remaining * weights[i] / weightsFrom[place], capacities[i]);
      remaining -= amounts[i];
    }
    return amounts;
  }

  /// Sizes to a power, the weights of sampling with an exponent: 1 is proportional, 0 is equal.
  public static double[] powers(double[] sizes, double alpha) {
    return Arrays.stream(sizes).map(size -> Math.pow(size, alpha)).toArray();
  }
}
