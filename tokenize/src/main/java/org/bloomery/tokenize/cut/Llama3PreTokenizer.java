package org.bloomery.tokenize.cut;

import org.bloomery.tokenize.text.Utf8;

/// The pre-tokenisation of Llama 3 and of Qwen 2, scanned by hand: English contractions in any
/// case, a word with one character before it, a few digits, other characters with the line ends
/// behind them, and white space.
///
/// @param digits numbers are cut after so many digits: 3 for Llama 3, 1 for Qwen 2
public record Llama3PreTokenizer(int digits) implements PreTokenizer, PieceCutter {
  private static final String WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
  private static final String REST =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /// The pattern of Llama 3 as Oniguruma reads it.
  public static final String LLAMA_3 = WORDS + "\\p{N}{1,3}" + REST;

  /// The pattern of Qwen 2.
  public static final String QWEN_2 = WORDS + "\\p{N}" + REST;

  public Llama3PreTokenizer {
    if (digits != 1 && digits != 3) {
      throw new IllegalArgumentException("digits = " + digits + " is neither 1 nor 3");
    }
  }

  public String pattern() {
    return digits == 1 ? QWEN_2 : LLAMA_3;
  }

  @Override
  public PieceCutter cutter() {
    return this;
  }

  @Override
  public int end(byte[] text, int from, int to) {
    if (text[from] == '\'') {
      int end = contractionEnd(text, from, to);
      if (end > from) {
        return end;
      }
    }
    byte kind = CharacterKinds.kindAt(text, from, to);
    if (kind == CharacterKinds.LETTER) {
      return CharacterKinds.runEnd(text, from, to, CharacterKinds.LETTER);
    }
    int second = from + Utf8.width(text, from, to);
    if (kind == CharacterKinds.NUMBER) {
      return numberEnd(text, second, to);
    }
    byte next = second < to ? CharacterKinds.kindAt(text, second, to) : CharacterKinds.SPACE;
    if (next == CharacterKinds.LETTER && !isLineEnd(text[from])) {
      return CharacterKinds.runEnd(text, second, to, CharacterKinds.LETTER);
    }
    if (kind == CharacterKinds.OTHER) {
      return othersEnd(text, from, to);
    }
    if (text[from] == ' ' && next == CharacterKinds.OTHER) {
      return othersEnd(text, second, to);
    }
    return spaceEnd(text, from, to);
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private int numberEnd(byte[] text, int second, int to) {
    int at = second;
    for (int i = 1; i < digits && at < to; i++) {
      if (CharacterKinds.kindAt(text, at, to) != CharacterKinds.NUMBER) {
        break;
      }
      at += Utf8.width(text, at, to);
    }
    return at;
  }

  private static int othersEnd(byte[] text, int from, int to) {
    int at = CharacterKinds.runEnd(text, from, to, CharacterKinds.OTHER);
    while (at < to && isLineEnd(text[at])) {
      at++;
    }
    return at;
  }

  /// White space up to its last line end; if it has none, up to the end of the text, or without its
  /// last character, which belongs to what follows; a single one stands alone.
  private static int spaceEnd(byte[] text, int from, int to) {
    int lineEnd = from;
    int last = from;
    int at = from;
    while (at < to && CharacterKinds.kindAt(text, at, to) == CharacterKinds.SPACE) {
      last = at;
      at += Utf8.width(text, at, to);
      lineEnd = isLineEnd(text[last]) ? at : lineEnd;
    }
    if (lineEnd > from) {
      return lineEnd;
    }
    return at == to || last == from ? at : last;
  }

  /// The end of `'s` and its like, or `from`. Without case, ſ (U+017F) is an s.
  private static int contractionEnd(byte[] text, int from, int to) {
    int first = lower(text, from + 1, to);
    int second = lower(text, from + 2, to);
    return switch (first) {
      case 's', 't', 'm', 'd' -> from + 2;
      case 'r', 'v' -> second == 'e' ? from + 3 : from;
      case 'l' -> second == 'l' ? from + 3 : from;
      case 0xC5 -> second == 0xBF ? from + 3 : from;
      default -> from;
    };
  }

  private static int lower(byte[] text, int at, int to) {
    int b = at < to ? text[at] & 0xFF : 0;
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
