package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.CodeSettings;
import org.bloomery.curate.text.Lines;

/// Drops files whose words, between white space, are all about as long: tables and matrices (ROOTS,
/// `sourcing/code_dataset`).
final class CodeWordLengths implements Operator {
  private final CodeSettings limits;

  CodeWordLengths(CurateSettings settings) {
    limits = CodeSymbols.stated(settings, name());
  }

  @Override
  public String name() {
    return "code-word-lengths";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    char[] text = view.text().characters();
    long words = 0;
    long sum = 0;
    long squares = 0;
    int to = text.length;
    for (int i = Lines.skipSpace(text, 0, to); i < to; i = Lines.skipSpace(text, i, to)) {
      int start = i;
      while (i < to && !Lines.isSpace(text[i])) {
        i++;
      }
      long length = Lines.length(text, start, i);
      words++;
      sum += length;
      squares += length * length;
    }
    double mean = words == 0 ? 0 : (double) sum / words;
    double deviation =
        words == 0 ? 0 : Math.sqrt(Math.max(0, (double) squares / words - mean * mean));
    return deviation > limits.minimumWordDeviation()
        ? view.keep()
        : view.drop(
            "code-even-words", "deviation " + deviation + " <= " + limits.minimumWordDeviation());
  }
}
