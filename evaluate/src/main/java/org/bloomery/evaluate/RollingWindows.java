package org.bloomery.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a document into windows that predict every token once, as lm-evaluation-harness does
/// (`get_rolling_token_windows`, context of one token): the first window follows a prefix token,
/// and the last slides back so that its new tokens see a full context.
final class RollingWindows {
  private RollingWindows() {}

  /// @param prefix token that stands before the document
  /// @param context tokens that the model reads at once
  static List<Passage> of(int[] document, int prefix, int context) {
    int[] ids = new int[document.length + 1];
    ids[0] = prefix;
    System.arraycopy(document, 0, ids, 1, document.length);
    List<Passage> windows = new ArrayList<>();
    for (int predicted = 0; predicted < document.length; ) {
      int fresh = Math.min(document.length - predicted, context);
      int end = predicted + fresh + 1;
      int start = Math.max(0, end - context - 1);
      windows.add(new Passage(Arrays.copyOfRange(ids, start, end), end - start - fresh));
      predicted += fresh;
    }
    return windows;
  }
}
