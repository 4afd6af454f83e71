package org.bloomery.tokenize.cut;

import org.bloomery.tokenize.text.Utf8;

/// GPT-2's pre-tokenisation, for files of that family: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
/// ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` (OpenAI's GPT-2 encoder), scanned by hand. White space is
/// Unicode's White_Space property.
public record Gpt2PreTokenizer() implements PreTokenizer, PieceCutter {
  /// The pattern as Oniguruma reads it.
  public static final String PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  @Override
  public PieceCutter cutter() {
    return this;
  }

  @Override
  public int end(byte[] text, int from, int to) {
    int contraction = contractionEnd(text, from, to);
    if (contraction > from) {
      return contraction;
    }
    int word = text[from] == ' ' && from + 1 < to ? from + 1 : from;
    byte kind = CharacterKinds.kindAt(text, word, to);
    if (kind == CharacterKinds.SPACE) {
      return spaceEnd(text, from, to);
    }
    return CharacterKinds.runEnd(text, word, to, kind);
  }

  private static int contractionEnd(byte[] text, int from, int to) {
    if (text[from] != '\'' || from + 1 >= to) {
      return from;
    }
    byte first = text[from + 1];
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return from + 2;
    }
    if (from + 2 < to) {
      byte second = text[from + 2];
      boolean two =
          (first == 'r' && second == 'e')
              || (first == 'v' && second == 'e')
              || (first == 'l' && second == 'l');
      return two ? from + 3 : from;
    }
    return from;
  }

  /// White space up to the end of the text, or up to but without its last character, which belongs
  /// to what follows; a single one before a word stands alone.
  private static int spaceEnd(byte[] text, int from, int to) {
    int last = from;
    int at = from;
    while (at < to && CharacterKinds.kindAt(text, at, to) == CharacterKinds.SPACE) {
      last = at;
      at += Utf8.width(text, at, to);
    }
    return at == to || last == from ? at : last;
  }
}
