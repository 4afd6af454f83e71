package org.bloomery.artifact;

/// A rank or a worker of a run failed. Exit code 6.
public final class RankException extends BloomeryException {
  public RankException(String sentence) {
    super(sentence, null, 6);
  }

  public RankException(String sentence, Throwable cause) {
    super(sentence, cause, 6);
  }
}
