package org.bloomery.model.infer;

/// The distribution that logits stand for, before any temperature or penalty: what is reported as
/// log-probabilities.
public final class Distribution {
  private final float[] logits;
  private final double normaliser;

  public Distribution(float[] logits) {
    this.logits = logits;
    float largest = logits[likeliest(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    this.normaliser = largest + Math.log(sum);
  }

  /// The likeliest id; the smallest of several.
  public static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /// Natural logarithm of the probability of `id`.
  public double logProb(int id) {
    return logits[id] - normaliser;
  }

  /// The `count` likeliest ids, likeliest first.
  public int[] top(int count) {
    LikeliestFirst order = new LikeliestFirst(logits);
    int[] ids = new int[Math.min(count, logits.length)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = order.next();
    }
    return ids;
  }
}
