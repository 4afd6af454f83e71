package org.bloomery.artifact;

import org.jspecify.annotations.Nullable;

/// A rank or a worker of a run failed. Exit code 6.
public final class RankException extends BloomeryException {
  public RankException(String sentence) {
    super(sentence, null, 6);
  }

  public RankException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause, 6);
  }
}
