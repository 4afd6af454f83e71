package org.bloomery.artifact;

/// Source data that cannot be used: a truncated file, an empty corpus, too few documents. Exit code
/// 3.
public final class InputException extends BloomeryException {
  public InputException(String sentence) {
    super(sentence, null, 3);
  }

  public InputException(String sentence, Throwable cause) {
    super(sentence, cause, 3);
  }
}
