package org.bloomery.tokenize.judge;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// Scripts whose writers put no space between words, so that white space says nothing about where
/// words begin. These are the scripts of ideographs and kana (line-break classes ID and CJ of
/// Unicode Standard Annex 14) and those whose lines only a dictionary can break (class SA); and
/// Tibetan, whose mark between syllables is no white space.
public final class UnspacedScripts {
  private static final Set<UnicodeScript> SCRIPTS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI,
          UnicodeScript.TANGUT,
          UnicodeScript.NUSHU,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TAI_LE,
          UnicodeScript.NEW_TAI_LUE,
          UnicodeScript.TAI_THAM,
          UnicodeScript.TAI_VIET,
          UnicodeScript.AHOM,
          UnicodeScript.TIBETAN);

  private UnspacedScripts() {}

  /// Whether a character belongs to one of these scripts.
  public static boolean hold(int codePoint) {
    return codePoint >= 0xE00 && SCRIPTS.contains(UnicodeScript.of(codePoint));
  }
}
