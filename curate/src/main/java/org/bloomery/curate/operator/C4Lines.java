package org.bloomery.curate.operator;

import java.util.List;
import org.bloomery.artifact.run.filter.C4Settings;
import org.bloomery.curate.text.Lines;
import org.bloomery.curate.text.Sentences;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TextView;
import org.jspecify.annotations.Nullable;

/// The lines of one text that C4 keeps.
final class C4Lines {
  private static final String ENDS = ".?!\"'";
  private static final List<char[]> CITATIONS =
      List.of("[edit]".toCharArray(), "[citation needed]".toCharArray());

  private final C4Settings settings;
  private final TextView view;
  private final char[] text;
  private final LinePhrases phrases;
  private final boolean hasSquareBracket;
  private final boolean hasCurlyBracket;
  private final char[] kept; // lines and one line feed between two: no more than the text
  private int keptLength;
  private int sentences;
  private int token; // the first one that does not lie before the line
  private @Nullable String reason;

  C4Lines(C4Settings settings, LinePhrases phrases, TextView view) {
    this.settings = settings;
    this.phrases = phrases;
    this.view = view;
    text = view.characters();
    kept = new char[text.length];
    hasSquareBracket = view.text().indexOf('[') >= 0;
    hasCurlyBracket = view.text().indexOf('{') >= 0;
  }

  /// Reads all lines.
  ///
  /// @return why the whole document goes, or null
  @Nullable String read() {
    Lines.forEach(text, this::line);
    return reason;
  }

  int sentences() {
    return sentences;
  }

  String kept() {
    return new String(kept, 0, keptLength).strip();
  }

  private boolean line(int begin, int end) {
    int from = Lines.skipSpace(text, begin, end);
    int to = Lines.skipSpaceBack(text, from, end);
    int words = words(from, to);
    if (words < 0) { // one is too long
      return true;
    }
    boolean cited = hasSquareBracket && settings.citations() && holdsCitation(from, to);
    char[] line = cited ? withoutCitations(from, to) : text;
    int first = cited ? 0 : from;
    int last = cited ? line.length : to;
    if (settings.terminalPunctuation() && !endsSentence(line, first, last)) {
      return true;
    }
    if (words < settings.fewestWordsPerLine()) {
      return true;
    }
    int held = phrases.kinds(line, first, last);
    if (settings.loremIpsum() && (held & LinePhrases.LOREM_IPSUM) != 0) {
      reason = "lorem-ipsum";
      return false;
    }
    if (settings.javascript() && (held & LinePhrases.JAVASCRIPT) != 0) {
      return true;
    }
    if (hasCurlyBracket && settings.curlyBracket() && holds(line, first, last, '{')) {
      reason = "curly-bracket";
      return false;
    }
    if ((held & LinePhrases.POLICY) != 0) {
      return true;
    }
    sentences += cited ? count(line) : count(from, to);
    if (keptLength > 0) {
      kept[keptLength++] = '\n';
    }
    System.arraycopy(line, first, kept, keptLength, last - first);
    keptLength += last - first;
    return true;
  }

  /// Words between white space, or -1 when one is too long.
  private int words(int from, int to) {
    int words = 0;
    for (int i = from; i < to; ) {
      int start = i;
      while (i < to && !Lines.isSpace(text[i])) {
        i++;
      }
      if (i > start) {
        words++;
        if (i - start > settings.longestWord()
            && Lines.length(text, start, i) > settings.longestWord()) {
          return -1;
        }
      }
      i = Lines.skipSpace(text, i, to);
    }
    return words;
  }

  private int count(char[] line) {
    TextView alone = new TextView(new String(line), view.language());
    return Sentences.count(alone.characters(), alone.tokens(), 0, line.length);
  }

  private int count(int from, int to) {
    Spans tokens = view.tokens();
    while (token < tokens.size() && tokens.from(token) < from) {
      token++;
    }
    return Sentences.count(text, tokens, token, to);
  }

  private static boolean endsSentence(char[] line, int from, int to) {
    boolean ellipsis =
        to - from >= 3 && line[to - 1] == '.' && line[to - 2] == '.' && line[to - 3] == '.';
    return to > from && ENDS.indexOf(line[to - 1]) >= 0 && !ellipsis;
  }

  private boolean holdsCitation(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '[' && citation(i, to) > 0) {
        return true;
      }
    }
    return false;
  }

  private char[] withoutCitations(int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; ) {
      int length = text[i] == '[' ? citation(i, to) : 0;
      if (length == 0) {
        out.append(text[i]);
      }
      i += Math.max(1, length);
    }
    return out.toString().toCharArray();
  }

  /// Length of `[12]`, `[]`, `[edit]` or `[citation needed]` at a place, else 0.
  private int citation(int at, int to) {
    int end = at + 1;
    while (end < to && Character.isDigit(text[end])) {
      end++;
    }
    if (end < to && text[end] == ']') {
      return end + 1 - at;
    }
    for (char[] mark : CITATIONS) {
      if (startsWith(text, at, to, mark)) {
        return mark.length;
      }
    }
    return 0;
  }

  private static boolean startsWith(char[] line, int at, int to, char[] part) {
    if (to - at < part.length) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (line[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(char[] line, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      if (line[i] == c) {
        return true;
      }
    }
    return false;
  }
}
