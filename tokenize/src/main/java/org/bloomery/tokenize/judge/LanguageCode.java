package org.bloomery.tokenize.judge;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bloomery.artifact.InputException;

/// Names of languages as BCP 47 writes them: two letters of ISO 639-1 where there are any, else
/// three letters, and perhaps script and region (`zh-Hans`). `code` and `code-…` are program code.
final class LanguageCode {
  private static final Pattern FORM = Pattern.compile("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*");
  private static final Set<String> TWO_LETTERS = new TreeSet<>(Set.of(Locale.getISOLanguages()));

  private LanguageCode() {}

  /// Refuses what is no language code. Codes of three letters cannot be looked up here; their form
  /// is enough.
  static String checked(String code, String where) {
    String primary = code.split("[-_]", 2)[0];
    boolean known =
        primary.equals("code")
            || (FORM.matcher(code).matches()
                && (primary.length() == 3 || TWO_LETTERS.contains(primary)));
    if (!known) {
      throw new InputException(
          where
              + ": "
              + code
              + " is no language code; use ISO 639 as in fr, fon or zh-Hans, or code for programs");
    }
    return code;
  }
}
