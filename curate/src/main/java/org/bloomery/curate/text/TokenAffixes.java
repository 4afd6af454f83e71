package org.bloomery.curate.text;

import java.util.List;

/// How much of a piece's beginning, end or middle is a token of its own: the prefix, suffix and
/// infix rules of spaCy 3.8 (`spacy/lang/punctuation.py`), as scans of a few characters.
final class TokenAffixes {
  private static final String CURRENCIES = "$£€¥฿₽﷼";
  private static final List<String> LONG_CURRENCIES = List.of("US$", "C$", "A$");
  private static final int LONGEST_UNIT = 5;
  private static final int LONGEST_HYPHENS = 3;

  private static final KeySet UNITS =
      new KeySet(
          List.of(
              ("km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb"
                      + " oz m/s km/h kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K % км км²"
                      + " км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с км/ч кПа Па"
                      + " мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ тб كم كم² كم³ م م² م³ سم سم² سم³ مم"
                      + " مم² مم³ غرام جرام جم كغ ملغ كوب اكواب")
                  .split(" ", -1)));

  private TokenAffixes() {}

  /// Characters of the token that a piece begins with; 0 when no rule takes any.
  static int prefix(char[] text, int from, int to) {
    if (from >= to) {
      return 0;
    }
    char c = text[from];
    if (CharacterKinds.is(c, CharacterKinds.CUT)) {
      return 1;
    }
    return switch (c) {
      case '§', '%', '=' -> 1;
      case '+' -> from + 1 < to && CharacterKinds.is(text[from + 1], CharacterKinds.DIGIT) ? 0 : 1;
      case '.' -> dots(text, from, to) >= 2 ? dots(text, from, to) : 0;
      case 'U', 'C', 'A' -> {
        for (String currency : LONG_CURRENCIES) {
          if (startsWith(text, from, to, currency)) {
            yield currency.length();
          }
        }
        yield 0;
      }
      default -> isCurrency(c) ? 1 : icon(text, from, to);
    };
  }

  /// Characters of the token that a piece ends with; 0 when no rule takes any.
  static int suffix(char[] text, int from, int to) {
    if (from >= to) {
      return 0;
    }
    char c = text[to - 1];
    if (c == '…') {
      return to - from > 1 && text[to - 2] == '…' ? 2 : 1;
    }
    if (CharacterKinds.is(c, CharacterKinds.CUT)) {
      return 1;
    }
    if (to - from > 1) {
      char before = text[to - 2];
      if ((c == 's' || c == 'S') && (before == '\'' || before == '’')) {
        return 2;
      }
      if (c == '.') {
        return full(text, from, to);
      }
      if (c == '+') {
        return CharacterKinds.is(before, CharacterKinds.DIGIT) ? 1 : 0;
      }
      if (Character.isLowSurrogate(c)) {
        return Character.isHighSurrogate(before)
                && CharacterKinds.isIcon(Character.toCodePoint(before, c))
            ? 2
            : 0;
      }
      return measure(text, from, to);
    }
    return 0;
  }

  /// A full stop, or all of several.
  private static int full(char[] text, int from, int to) {
    char before = text[to - 2];
    if (before == '.') {
      int start = to - 1;
      while (start > from && text[start - 1] == '.') {
        start--;
      }
      return to - start;
    }
    int kinds = CharacterKinds.of(before);
    boolean mark =
        (kinds & CharacterKinds.CUT) != 0
            && (kinds & CharacterKinds.ICON) == 0
            && before != '—'
            && before != '–';
    boolean ends =
        mark
            || (kinds & (CharacterKinds.LOWER | CharacterKinds.DIGIT)) != 0
            || "|%²-+".indexOf(before) >= 0;
    boolean initials =
        to - from > 2
            && (kinds & CharacterKinds.UPPER) != 0
            && CharacterKinds.is(text[to - 3], CharacterKinds.UPPER);
    boolean degrees = to - from > 2 && "FCK".indexOf(before) >= 0 && text[to - 3] == '°';
    return ends || initials || degrees ? 1 : 0;
  }

  /// A unit or a currency behind a digit.
  private static int measure(char[] text, int from, int to) {
    for (int length = Math.min(LONGEST_UNIT, to - from - 1); length >= 1; length--) {
      int start = to - length;
      if (CharacterKinds.is(text[start - 1], CharacterKinds.DIGIT)) {
        boolean money = length == 1 && isCurrency(text[start]);
        boolean longMoney =
            text[to - 1] == '$' && LONG_CURRENCIES.contains(new String(text, start, length));
        if (money || longMoney || UNITS.contains(Keys.of(text, start, to))) {
          return length;
        }
      }
    }
    return 0;
  }

  /// Characters of the token at a place inside a piece; 0 when no rule takes any.
  ///
  /// @param digitsBeforeHyphen whether a hyphen also cuts behind a digit, as in English
  static int infix(char[] text, int at, int from, int to, boolean digitsBeforeHyphen) {
    char c = text[at];
    if (CharacterKinds.is(c, CharacterKinds.ALPHA | CharacterKinds.DIGIT)) {
      return 0;
    }
    if (c == '…') {
      return 1;
    }
    if (c == '.' && dots(text, at, to) >= 2) {
      return dots(text, at, to);
    }
    int icon = icon(text, at, to);
    if (icon > 0 || at == from) {
      return icon;
    }
    int before = CharacterKinds.of(text[at - 1]);
    int after = at + 1 < to ? CharacterKinds.of(text[at + 1]) : 0;
    boolean letterBefore = (before & CharacterKinds.ALPHA) != 0;
    boolean letterAfter = (after & CharacterKinds.ALPHA) != 0;
    boolean digitBefore = (before & CharacterKinds.DIGIT) != 0;
    if ("+-*^".indexOf(c) >= 0 && digitBefore && at + 1 < to) {
      if ((after & CharacterKinds.DIGIT) != 0 || text[at + 1] == '-') {
        return 1;
      }
    }
    return switch (c) {
      case '.' ->
          (before & (CharacterKinds.LOWER | CharacterKinds.QUOTE)) != 0
                  && (after & (CharacterKinds.UPPER | CharacterKinds.QUOTE)) != 0
              ? 1
              : 0;
      case ',' -> letterBefore && letterAfter ? 1 : 0;
      case '-', '–', '—', '~' ->
          letterBefore || (digitBefore && digitsBeforeHyphen) ? hyphens(text, at, to) : 0;
      case ':', '<', '>', '=', '/' -> (letterBefore || digitBefore) && letterAfter ? 1 : 0;
      default -> 0;
    };
  }

  /// One hyphen, or two or three of a kind, before a letter.
  private static int hyphens(char[] text, int at, int to) {
    int most = text[at] == '-' ? LONGEST_HYPHENS : text[at] == '—' ? 2 : 1;
    int length = 1;
    while (length < most && at + length < to && text[at + length] == text[at]) {
      length++;
    }
    return at + length < to && CharacterKinds.is(text[at + length], CharacterKinds.ALPHA)
        ? length
        : 0;
  }

  private static int icon(char[] text, int at, int to) {
    if (CharacterKinds.is(text[at], CharacterKinds.ICON)) {
      return 1;
    }
    return Character.isHighSurrogate(text[at])
            && CharacterKinds.isIcon(Character.codePointAt(text, at, to))
        ? 2
        : 0;
  }

  private static int dots(char[] text, int from, int to) {
    int end = from;
    while (end < to && text[end] == '.') {
      end++;
    }
    return end - from;
  }

  private static boolean isCurrency(char c) {
    return (c >= '₠' && c <= '₿') || CURRENCIES.indexOf(c) >= 0;
  }

  private static boolean startsWith(char[] text, int from, int to, String start) {
    if (to - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (text[from + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
