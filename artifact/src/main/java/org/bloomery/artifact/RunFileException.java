package org.bloomery.artifact;

import java.util.List;

/// A wrong command line, run file or setting. All problems that were found come at once, a line
/// each. Exit code 2.
public final class RunFileException extends BloomeryException {
  private final List<String> problems;

  public RunFileException(String problem) {
    this(List.of(problem));
  }

  public RunFileException(List<String> problems) {
    super(String.join("\n", problems), null, 2);
    this.problems = List.copyOf(problems);
  }

  /// One sentence a problem, each with the place where it stands.
  public List<String> problems() {
    return problems;
  }
}
