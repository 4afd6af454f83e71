package org.bloomery.model.infer;

/// A sequence to score.
///
/// @param from index of the first token whose log-probability is wanted; at least 1 has a context
/// @param top how many of the likeliest tokens to name at each of these positions
@SuppressWarnings("ArrayRecordComponent") // Never compared; a list of boxed ids would cost more.
public record ScoreRequest(int[] ids, int from, int top) {
  public ScoreRequest {
    if (from < 0 || top < 0) {
      throw new IllegalArgumentException("from = " + from + ", top = " + top);
    }
  }

  /// All tokens of `ids`.
  public static ScoreRequest all(int[] ids, int top) {
    return new ScoreRequest(ids, 0, top);
  }
}
