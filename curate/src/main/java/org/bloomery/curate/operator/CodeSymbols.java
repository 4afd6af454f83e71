package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.CodeSettings;

/// Drops files with too few symbols to be programs, or so many that they are data: the share of
/// characters that are neither letters, digits nor underscores (ROOTS, `sourcing/code_dataset`).
final class CodeSymbols implements Operator {
  private final CodeSettings limits;

  CodeSymbols(CurateSettings settings) {
    limits = stated(settings, name());
  }

  static CodeSettings stated(CurateSettings settings, String operator) {
    CodeSettings code = settings.operators().code();
    if (code == null) {
      throw SourceParameters.absent(operator, "code", "code");
    }
    return code;
  }

  @Override
  public String name() {
    return "code-symbols";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    int words = 0;
    for (int c : view.text().codePoints()) {
      words += c == '_' || Character.isLetterOrDigit(c) || isNumber(c) ? 1 : 0;
    }
    int length = view.text().length();
    double share = length == 0 ? 0 : 1 - (double) words / length;
    if (share <= limits.minimumSymbols()) {
      return view.drop("code-few-symbols", share + " <= " + limits.minimumSymbols());
    }
    return share < limits.maximumSymbols()
        ? view.keep()
        : view.drop("code-many-symbols", share + " >= " + limits.maximumSymbols());
  }

  /// Python's word characters hold numbers of every kind.
  private static boolean isNumber(int c) {
    int type = Character.getType(c);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }
}
