package org.bloomery.curate.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well a text agrees with another: words as a multiset, in lower case; in scripts that put no
/// spaces between words each character is one. `peers/record_main_text.py` computes the same.
final class TokenF1 {
  private TokenF1() {}

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          boolean single = isSingle(c);
          if (!single && isWord(c)) {
            word.appendCodePoint(c);
            return;
          }
          if (!word.isEmpty()) {
            tokens.add(word.toString());
            word.setLength(0);
          }
          if (single) {
            tokens.add(Character.toString(c));
          }
        });
    if (!word.isEmpty()) {
      tokens.add(word.toString());
    }
    return tokens;
  }

  /// Han, kana, Thai, Lao, Myanmar, Khmer.
  private static boolean isSingle(int c) {
    return (c >= 0x0E00 && c <= 0x0EFF)
        || (c >= 0x1000 && c <= 0x109F)
        || (c >= 0x1780 && c <= 0x17FF)
        || (c >= 0x3040 && c <= 0x30FF)
        || (c >= 0x3400 && c <= 0x9FFF);
  }

  private static boolean isWord(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetter(c);
    };
  }

  static double of(String gold, String found) {
    List<String> wanted = tokens(gold);
    List<String> got = tokens(found);
    Map<String, Integer> left = new HashMap<>();
    wanted.forEach(token -> left.merge(token, 1, Integer::sum));
    int common = 0;
    for (String token : got) {
      if (left.merge(token, -1, Integer::sum) >= 0) {
        common++;
      }
    }
    int total = wanted.size() + got.size();
    return total == 0 ? 1 : 2.0 * common / total;
  }
}
