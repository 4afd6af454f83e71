package org.bloomery.artifact;

import org.jspecify.annotations.Nullable;

/// A rank or a worker of a run failed. Exit code 6.
public final class RankException extends BloomeryException {
  private final boolean decided;

  public RankException(String sentence) {
    super(sentence, null, 6);
    this.decided = false;
  }

  public RankException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause, 6);
    this.decided = false;
  }

  private RankException(String sentence, boolean decided) {
    super(sentence, null, 6);
    this.decided = decided;
  }

  /// A failure that follows from data and settings, so that another start would only come to it
  /// again.
  public static RankException decided(String sentence) {
    return new RankException(sentence, true);
  }

  /// Whether starting again would end the same way.
  public boolean isDecided() {
    return decided;
  }
}
