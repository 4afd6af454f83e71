package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// ISO 639-3 labels as ISO 639-1 codes where those exist.
final class LanguageCodes {
  /// Single languages of a macrolanguage that has the two-letter code.
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("cmn", "zh"),
          Map.entry("ekk", "et"),
          Map.entry("lvs", "lv"),
          Map.entry("pes", "fa"),
          Map.entry("arb", "ar"),
          Map.entry("swh", "sw"),
          Map.entry("zsm", "ms"),
          Map.entry("plt", "mg"),
          Map.entry("npi", "ne"),
          Map.entry("ory", "or"),
          Map.entry("azj", "az"),
          Map.entry("uzn", "uz"),
          Map.entry("khk", "mn"),
          Map.entry("als", "sq"),
          Map.entry("ydd", "yi"));

  private static final Map<String, String> TWO_LETTERS = twoLetters();

  private LanguageCodes() {}

  private static Map<String, String> twoLetters() {
    Map<String, String> codes = new HashMap<>(MEMBERS);
    for (String code : Locale.getISOLanguages()) {
      if (code.length() == 2) {
        codes.put(Locale.of(code).getISO3Language(), code);
      }
    }
    // The JDK still lists withdrawn codes beside the new ones; these are the current ones.
    codes.put("heb", "he");
    codes.put("ind", "id");
    codes.put("yid", "yi");
    codes.put("ron", "ro");
    return codes;
  }

  static String of(String iso639part3) {
    return TWO_LETTERS.getOrDefault(iso639part3, iso639part3);
  }
}
