package org.bloomery.cli;

/// The end of a command because a room that it started refused, and has already said why.
final class SaidException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  SaidException(int exitCode) {
    super("a room ended with code " + exitCode);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
