package org.bloomery.artifact;

/// A person asked the run to stop, and it has saved what it had. Exit code 130.
public final class StoppedException extends BloomeryException {
  public StoppedException(String sentence) {
    super(sentence, null, 130);
  }
}
