package org.bloomery.artifact;

import org.jspecify.annotations.Nullable;

/// A failure that is not a bug: its message says where, which value, which rule and what to do, and
/// its kind gives the exit code of the command. Everything else that escapes is a bug (exit code
/// 1).
public abstract sealed class BloomeryException extends RuntimeException
    permits RunFileException,
        InputException,
        ArtifactException,
        ResourceException,
        RankException,
        StoppedException {
  private final String sentence;
  private final int exitCode;

  BloomeryException(String sentence, @Nullable Throwable cause, int exitCode) {
    super(sentence, cause);
    this.sentence = sentence;
    this.exitCode = exitCode;
  }

  /// The sentence for the person.
  @Override
  public final String getMessage() {
    return sentence;
  }

  /// The exit code of the process that ends with this failure.
  public final int exitCode() {
    return exitCode;
  }
}
