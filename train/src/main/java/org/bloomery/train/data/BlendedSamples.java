package org.bloomery.train.data;

import java.util.List;

/// Several sample sources mixed by weight, as Megatron-LM's `BlendedDataset` mixes them: sample n
/// comes from the source whose count lies furthest behind its share, argmax of wᵢ·max(n, 1) −
/// countᵢ, the first of equals.
public final class BlendedSamples implements Samples {
  /// How many more samples than its share a source is built with, as in Megatron-LM. Rounding up
  /// alone would do, since the greedy rule never takes more; but the number decides how many epochs
  /// are shuffled, and so the order.
  private static final double MARGIN = 1.005;

  private final List<? extends Samples> sources;
  private final int[] sourceOf;
  private final int[] numberIn;

  /// Mixes `sources` by `weights`, which need not sum to one.
  public BlendedSamples(List<? extends Samples> sources, double[] weights, long count) {
    if (sources.isEmpty() || sources.size() != weights.length) {
      throw new IllegalArgumentException(
          sources.size() + " sources cannot be mixed by " + weights.length + " weights");
    }
    this.sources = List.copyOf(sources);
    int size = Math.toIntExact(count);
    this.sourceOf = new int[size];
    this.numberIn = new int[size];
    double[] shares = normalised(weights);
    int[] taken = new int[shares.length];
    for (int n = 0; n < size; n++) {
      int chosen = furthestBehind(shares, taken, Math.max(n, 1));
      sourceOf[n] = chosen;
      numberIn[n] = taken[chosen]++;
    }
    for (int i = 0; i < taken.length; i++) {
      if (taken[i] > sources.get(i).count()) {
        throw new IllegalArgumentException(
            "source %d holds %d samples, %d are needed"
                .formatted(i, sources.get(i).count(), taken[i]));
      }
    }
  }

  /// How many samples a source of weight `share` (of one) should be built with.
  public static long needed(double share, long count) {
    return (long) Math.ceil(Math.ceil(count * share) * MARGIN);
  }

  /// Weights scaled to sum to one.
  public static double[] normalised(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] shares = new double[weights.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights[i] / sum;
    }
    return shares;
  }

  private static int furthestBehind(double[] shares, int[] taken, int n) {
    int chosen = 0;
    double most = shares[0] * n - taken[0];
    for (int i = 1; i < shares.length; i++) {
      double behind = shares[i] * n - taken[i];
      if (behind > most) {
        most = behind;
        chosen = i;
      }
    }
    return chosen;
  }

  @Override
  public long count() {
    return sourceOf.length;
  }

  @Override
  public void requireUnchanged() {
    sources.forEach(Samples::requireUnchanged);
  }

  @Override
  public int tokensPerSample() {
    return sources.getFirst().tokensPerSample();
  }

  @Override
  public void read(long number, int[] target, int position) {
    int n = Math.toIntExact(number);
    sources.get(sourceOf[n]).read(numberIn[n], target, position);
  }

  /// Which source sample `number` comes from.
  public int source(long number) {
    return sourceOf[Math.toIntExact(number)];
  }
}
