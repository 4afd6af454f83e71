package org.bloomery.tokenize.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.LanguageCode;

/// The language that a file name or a field names. Unlike run files, names of files often have the
/// capitals of BCP 47 (`zh-Hans`).
final class CorpusLanguage {
  private static final List<String> TWO_LETTERS = Arrays.asList(Locale.getISOLanguages());

  private CorpusLanguage() {}

  /// Refuses what is no language code. Codes of three letters cannot be looked up here; their form
  /// is enough.
  ///
  /// @param where the file or line that has the code
  static String checked(String code, String where) {
    String lower = code.toLowerCase(Locale.ROOT).replace('_', '-');
    String primary = lower.split("-", 2)[0];
    if (!LanguageCode.isCode(lower) || (primary.length() == 2 && !TWO_LETTERS.contains(primary))) {
      throw new InputException(
          where
              + ": "
              + code
              + " is no language code; use ISO 639 as in fr, fon or zh-Hans, or code for programs");
    }
    return code;
  }
}
