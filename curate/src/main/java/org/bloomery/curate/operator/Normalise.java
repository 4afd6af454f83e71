package org.bloomery.curate.operator;

import java.text.Normalizer;
import org.bloomery.artifact.Document;

/// Brings text into one form: Unicode NFC, line feeds as the only line ends, one space between
/// words, at most one empty line, no control characters, no lone surrogates.
///
/// Joiners (U+200C, U+200D) and direction marks stay, because Indic and Arabic spelling needs them.
/// Source code keeps everything except its line ends and characters that no text can hold.
final class Normalise implements Operator {
  private static final char REPLACEMENT = '\uFFFD';

  @Override
  public String name() {
    return "normalise";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    boolean code = document.language().equals("code");
    String text = document.text();
    if (code) {
      text = code(text);
    } else if (!isNormal(view.text().characters())) {
      text = prose(text);
    }
    if (text.isBlank()) {
      return new Verdict.Drop(document, "empty", "nothing is left after normalisation");
    }
    return view.keep(text);
  }

  /// Whether a text is surely what [#prose] would make of it; most are, and one look is enough. All
  /// of Latin up to U+02FF is in NFC as it stands.
  private static boolean isNormal(char[] text) {
    char before = '\n';
    char before2 = '\n';
    for (char c : text) {
      boolean isLetterOrMark = (c > ' ' && c < 0x7F) || (c > 0xA0 && c < 0x300);
      boolean isSingle =
          c == ' '
              ? before != ' ' && before != '\n'
              : c == '\n' && before != ' ' && (before != '\n' || before2 != '\n');
      if (!isLetterOrMark && !isSingle) {
        return false;
      }
      before2 = before;
      before = c;
    }
    return text.length > 0 && before != ' ' && before != '\n';
  }

  private static String code(String text) {
    return clean(lineEnds(text));
  }

  /// A lone carriage return ends a line too, as in files of old Macintosh systems.
  private static String lineEnds(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            out.append(REPLACEMENT);
          } else if (c == '\n' || c == '\t' || !isControl(c)) {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  private static boolean isControl(int c) {
    return c == 0xFEFF || Character.getType(c) == Character.CONTROL;
  }

  private static String prose(String raw) {
    String text = Normalizer.normalize(clean(separators(lineEnds(raw))), Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder(text.length());
    int lineFeeds = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lineFeeds++;
        space = false;
      } else if (isSpace(c)) {
        space = true;
      } else {
        if (!out.isEmpty()) {
          out.append(lineFeeds > 0 ? "\n".repeat(Math.min(lineFeeds, 2)) : space ? " " : "");
        }
        lineFeeds = 0;
        space = false;
        out.append(c);
      }
    }
    return out.toString();
  }

  /// Unicode's own line and paragraph separators, and next line (U+0085), as line feeds.
  private static String separators(String text) {
    return text.replace('\u2028', '\n').replace('\u2029', '\n').replace('\u0085', '\n');
  }

  private static boolean isSpace(char c) {
    return c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }
}
