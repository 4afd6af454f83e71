package org.bloomery.model.infer;

import java.util.Arrays;

/// How likely the tokens of one sequence are, each given those before it. Natural logarithms.
public final class SequenceScores {
  private final int from;
  private final double[] logProbs;
  private final int[][] topIds;
  private final double[][] topLogProbs;

  SequenceScores(int length, int from) {
    this.from = Math.max(1, from);
    this.logProbs = new double[length + 1];
    Arrays.fill(logProbs, Double.NaN);
    this.topIds = new int[length + 1][0];
    this.topLogProbs = new double[length + 1][0];
  }

  void set(int position, double logProb, int[] ids, double[] likeliest) {
    logProbs[position] = logProb;
    topIds[position] = ids;
    topLogProbs[position] = likeliest;
  }

  /// Number of tokens in the sequence.
  public int length() {
    return logProbs.length - 1;
  }

  /// First position that was scored; never 0, which has no context.
  public int from() {
    return from;
  }

  /// Log-probability of the token at `position`; NaN where none was asked for.
  public double logProb(int position) {
    return logProbs[position];
  }

  /// The likeliest tokens at `position`, likeliest first. Position [#length] is the token that
  /// would come next.
  public int[] topIds(int position) {
    return topIds[position].clone();
  }

  /// The log-probabilities of [#topIds]. Where the token itself is among them, this is the very
  /// number of [#logProb].
  public double[] topLogProbs(int position) {
    return topLogProbs[position].clone();
  }

  /// Whether the token at `position` is as likely as the likeliest; needs `top` of at least 1.
  public boolean isGreedy(int position) {
    return logProbs[position] == topLogProbs[position][0];
  }

  /// Sum over the scored positions.
  public double sum() {
    double sum = 0;
    for (int i = from; i < length(); i++) {
      sum += logProbs[i];
    }
    return sum;
  }

  /// Whether every scored token is the likeliest; needs `top` of at least 1.
  public boolean isGreedy() {
    for (int i = from; i < length(); i++) {
      if (!isGreedy(i)) {
        return false;
      }
    }
    return true;
  }
}
