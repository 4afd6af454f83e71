package org.bloomery.artifact;

import java.util.List;
import java.util.regex.Pattern;

/// How languages are written everywhere: ISO 639-1, else 639-3, perhaps with a variety behind a
/// hyphen (`zh-hant`); `code` for programs, perhaps with their language (`code-py`).
public final class LanguageCode {
  private static final Pattern CODE = Pattern.compile("([a-z]{2,3}|code)(-[a-z0-9]+)*");

  private LanguageCode() {}

  /// Whether a text is written as a code; whether there is such a language it does not know.
  public static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /// The code without its variety: `zh` of `zh-hant`, `code` of `code-py`.
  public static String base(String code) {
    int hyphen = code.indexOf('-');
    return hyphen < 0 ? code : code.substring(0, hyphen);
  }

  /// Whether a code stands for programs.
  public static boolean isProgram(String code) {
    return base(code).equals("code");
  }

  /// Refuses what is no code, before any work is done for it.
  ///
  /// @throws IllegalArgumentException which the reader of the file turns into its sentence
  public static void requireAll(List<String> languages) {
    for (String language : languages) {
      if (!isCode(language)) {
        throw new IllegalArgumentException(
            "languages: \""
                + language
                + "\" is no language code; write ISO 639-1 (\"en\"), else 639-3 (\"fon\"), or"
                + " \"code\"");
      }
    }
  }
}
