package org.bloomery.tokenize.judge;

/// How evenly a tokenizer uses its pieces: the Rényi entropy of the distribution of tokens, over
/// the largest possible, which is that of an even distribution over the pieces in use. 1 is even;
/// little means that a few pieces stand for most of the text, or that many are hardly seen.
///
/// Zouhar et al. 2023, "Tokenization and the Noiseless Channel", who found order 2.5 to go best
/// with the quality of translations; normalised as in their tokenization-scorer, by the pieces that
/// occur.
final class RenyiEfficiency {
  private static final double ORDER = 2.5;

  private RenyiEfficiency() {}

  /// @param counts how often each piece occurs
  static double of(long[] counts) {
    double total = 0;
    int used = 0;
    for (long count : counts) {
      total += count;
      used += count > 0 ? 1 : 0;
    }
    double sum = 0;
    for (long count : counts) {
      sum += Math.pow(count / total, ORDER);
    }
    return used < 2 ? 0 : Math.log(sum) / (1 - ORDER) / Math.log(used);
  }
}
