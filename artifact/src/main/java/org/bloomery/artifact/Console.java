package org.bloomery.artifact;

import java.io.PrintStream;
import java.util.List;

/// What a person sees of a running stage: lines, tables, and a progress bar. On a terminal the bar
/// is drawn in place; in a log the same facts come as plain lines, at most one every few seconds.
public final class Console {
  private final PrintStream out;
  private final boolean terminal;
  private final String prefix;

  public Console(PrintStream out, boolean terminal, String prefix) {
    this.out = out;
    this.terminal = terminal;
    this.prefix = prefix;
  }

  /// Standard output, with the name of the command before each line. Since JDK 25 there is no
  /// system console when input or output is redirected (JDK-8351435).
  @SuppressWarnings("SystemConsoleNull") // the check knows JDK 22 to 24 only
  public static Console standard(String command) {
    java.io.Console console = System.console();
    return new Console(System.out, console != null && console.isTerminal(), command);
  }

  public void line(String text) {
    clearBar();
    for (String row : text.split("\n", -1)) {
      out.println(prefix + ": " + row);
    }
    out.flush();
  }

  /// A table with aligned columns: words to the left, numbers to the right.
  public void table(List<String> header, List<List<String>> rows) {
    int[] width = new int[header.size()];
    boolean[] words = new boolean[width.length];
    for (int c = 0; c < width.length; c++) {
      width[c] = columns(header.get(c));
      words[c] = c == 0;
      for (List<String> row : rows) {
        String cell = row.get(c);
        width[c] = Math.max(width[c], columns(cell));
        words[c] |= !cell.isEmpty() && Character.isLetter(cell.codePointAt(0));
      }
    }
    clearBar();
    tableRow(header, width, words);
    for (List<String> row : rows) {
      tableRow(row, width, words);
    }
    out.flush();
  }

  private void tableRow(List<String> cells, int[] width, boolean[] words) {
    StringBuilder line = new StringBuilder(prefix).append(": ");
    for (int c = 0; c < width.length; c++) {
      String padding = " ".repeat(width[c] - columns(cells.get(c)));
      line.append(c == 0 ? "" : "  ");
      line.append(words[c] ? cells.get(c) + padding : padding + cells.get(c));
    }
    out.println(line.toString().stripTrailing());
  }

  private static int columns(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /// A progress display for work of a known size.
  public Progress progress(String what, long total, String unit) {
    return new Progress(this, what, total, unit);
  }

  boolean isTerminal() {
    return terminal;
  }

  void bar(String text) {
    out.print("\r\u001b[2K" + prefix + ": " + text);
    out.flush();
  }

  void clearBar() {
    if (terminal) {
      out.print("\r\u001b[2K");
    }
  }
}
