package org.bloomery.curate.ngram;

import org.bloomery.curate.ngram.NgramCounts.Level;

/// Interpolated modified Kneser-Ney smoothing (Chen and Goodman 1998, section 3; computed as
/// Heafield et al. 2013, "Scalable Modified Kneser-Ney Language Model Estimation", equations 1 to
/// 4).
///
/// The longest n-grams keep their counts; a shorter one counts the different tokens before it,
/// unless it begins with `<s>`, which has none. Of each count a discount is taken that depends on
/// whether it is 1, 2 or more, and what is taken is spread by the next shorter context; at the end
/// over all tokens alike, `<unk>` among them.
final class KneserNey {
  /// For texts with too few n-grams to estimate discounts; those that lmplz falls back to.
  private static final double[] FALLBACK = {0, 0.5, 1, 1.5};

  private static final int KINDS = 4;

  private final NgramCounts counts;
  private final double[][] probabilities;
  private final double[][] backOffs;

  KneserNey(NgramCounts counts) {
    this.counts = counts;
    int order = counts.order();
    probabilities = new double[order][];
    backOffs = new double[order][];
    for (int length = 1; length <= order; length++) {
      smooth(length);
    }
  }

  /// Probability of the last token of an n-gram after the others.
  double probability(int length, int gram) {
    return probabilities[length - 1][gram];
  }

  /// Weight of the next shorter context behind this n-gram.
  double backOff(int length, int gram) {
    return length == counts.order() ? 1 : backOffs[length - 1][gram];
  }

  private void smooth(int length) {
    Level level = counts.level(length);
    long[] adjusted = adjusted(length);
    double[] discounts = discounts(adjusted);
    int contexts = length == 1 ? 1 : counts.level(length - 1).size();
    double[] sums = new double[contexts];
    double[] taken = new double[contexts];
    for (int gram = 0; gram < level.size(); gram++) {
      int context = length == 1 ? 0 : level.parent(gram);
      sums[context] += adjusted[gram];
      taken[context] += discounts[(int) Math.min(KINDS - 1, adjusted[gram])];
    }
    double[] result = new double[level.size()];
    for (int gram = 0; gram < level.size(); gram++) {
      int context = length == 1 ? 0 : level.parent(gram);
      double share =
          adjusted[gram] == 0
              ? 0
              : (adjusted[gram] - discounts[(int) Math.min(KINDS - 1, adjusted[gram])])
                  / sums[context];
      double shorter =
          length == 1 ? 1.0 / counts.vocabulary() : probabilities[length - 2][level.suffix(gram)];
      result[gram] = share + taken[context] / sums[context] * shorter;
    }
    if (length == 1) {
      result[NgramCounts.BEGIN] = 0; // comes at no place but the first
    } else {
      double[] weights = new double[contexts];
      for (int context = 0; context < contexts; context++) {
        weights[context] = sums[context] == 0 ? 1 : taken[context] / sums[context];
      }
      backOffs[length - 2] = weights;
    }
    probabilities[length - 1] = result;
  }

  private long[] adjusted(int length) {
    Level level = counts.level(length);
    long[] adjusted = new long[level.size()];
    boolean longest = length == counts.order();
    for (int gram = 0; gram < adjusted.length; gram++) {
      adjusted[gram] = longest || beginsSentence(length, gram) ? level.count(gram) : 0;
    }
    if (!longest) {
      Level longer = counts.level(length + 1);
      for (int gram = 0; gram < longer.size(); gram++) {
        adjusted[longer.suffix(gram)]++; // never one that begins with <s>: nothing comes before it
      }
    }
    if (length == 1) {
      adjusted[NgramCounts.BEGIN] = 0;
    }
    return adjusted;
  }

  private boolean beginsSentence(int length, int gram) {
    int first = gram;
    for (int i = length; i > 1; i--) {
      first = counts.level(i).parent(first);
    }
    return counts.level(1).lastWord(first) == NgramCounts.BEGIN;
  }

  /// What is taken of counts of 0, 1, 2, and 3 or more.
  private static double[] discounts(long[] adjusted) {
    long[] times = new long[KINDS + 1]; // how many n-grams came so often
    for (long count : adjusted) {
      if (count >= 1 && count <= KINDS) {
        times[(int) count]++;
      }
    }
    double[] discounts = new double[KINDS];
    double y = (double) times[1] / (times[1] + 2.0 * times[2]);
    for (int count = 1; count < KINDS; count++) {
      double discount = count - (count + 1) * y * times[count + 1] / times[count];
      if (!(discount >= 0 && discount <= count)) {
        return FALLBACK;
      }
      discounts[count] = discount;
    }
    return discounts;
  }
}
