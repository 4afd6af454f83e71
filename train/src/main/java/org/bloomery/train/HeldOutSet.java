package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.train.data.TokenSet;

/// Held-out text of one language, cut into windows that are the same at every evaluation.
///
/// @param windows token ids, each window one longer than what it predicts
public record HeldOutSet(String language, List<int[]> windows) {

  /// At most `count` windows of `sequence` + 1 tokens, spread evenly over the whole set, so that
  /// they meet as many documents as possible. A set shorter than one window gives one shorter
  /// window; a set of fewer than two tokens gives none.
  public static HeldOutSet cut(String language, TokenSet set, int sequence, int count) {
    long tokens = set.tokens();
    long whole = (tokens - 1) / sequence;
    List<int[]> windows = new ArrayList<>();
    if (whole <= 0 && tokens >= 2) {
      windows.add(read(set, 0, (int) tokens));
    }
    long taken = Math.min(whole, count);
    for (long w = 0; w < taken; w++) {
      windows.add(read(set, w * whole / taken * sequence, sequence + 1));
    }
    return new HeldOutSet(language, windows);
  }

  /// `count` tokens from token `start` of all documents laid end to end.
  private static int[] read(TokenSet set, long start, int count) {
    int[] tokens = new int[count];
    int document = 0;
    long skipped = 0;
    while (skipped + set.length(document) <= start) {
      skipped += set.length(document++);
    }
    int offset = (int) (start - skipped);
    for (int filled = 0; filled < count; document++) {
      int part = Math.min(set.length(document) - offset, count - filled);
      set.read(document, offset, part, tokens, filled);
      filled += part;
      offset = 0;
    }
    return tokens;
  }
}
