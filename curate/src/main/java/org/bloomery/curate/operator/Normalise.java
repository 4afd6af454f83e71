package org.bloomery.curate.operator;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.LanguageCode;

/// Brings text into one form: Unicode NFC, line feeds as the only line ends, one space between
/// words, at most one empty line, no control characters, no lone surrogates.
///
/// Joiners (U+200C, U+200D) and direction marks stay, because Indic and Arabic spelling needs them.
/// Source code keeps everything except its line ends and characters that no text can hold.
final class Normalise implements Operator {
  private static final int QUICK_CHECK_YES = 1; // ICU: UNormalizationCheckResult
  private static final char REPLACEMENT = '\uFFFD';

  /// Characters that stay as they are beside any other of these: no white space, no control, in NFC
  /// by themselves, and neither moved nor joined by it (Unicode, Annex 15, section 9, "Detecting
  /// normalization forms": quick check yes, combining class 0).
  private static final boolean[] STAYS = new boolean[1 << 16];

  static {
    for (int c = '!'; c < STAYS.length; c++) {
      STAYS[c] =
          c != 0xFEFF
              && switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
                default ->
                    UCharacter.getIntPropertyValue(c, UProperty.NFC_QUICK_CHECK) == QUICK_CHECK_YES
                        && UCharacter.getCombiningClass(c) == 0;
              };
    }
  }

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
    boolean code = LanguageCode.isProgram(document.language());
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

  /// Whether a text is surely what [#prose] would make of it; most are, and one look is enough.
  private static boolean isNormal(char[] text) {
    char before = '\n';
    char before2 = '\n';
    for (char c : text) {
      if (!STAYS[c]) {
        boolean isSingle =
            c == ' '
                ? before != ' ' && before != '\n'
                : c == '\n' && before != ' ' && (before != '\n' || before2 != '\n');
        if (!isSingle) {
          return false;
        }
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
    int length = text.length();
    char[] out = new char[length];
    int size = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (STAYS[c] || c == ' ' || c == '\n' || c == '\t') {
        out[size++] = c;
      } else if (!Character.isSurrogate(c)) {
        if (!isControl(c)) {
          out[size++] = c;
        }
      } else if (i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out[size++] = c; // no character above the basic plane is a control
        out[size++] = text.charAt(++i);
      } else {
        out[size++] = REPLACEMENT;
      }
    }
    return new String(out, 0, size);
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
      } else if (!STAYS[c] && isSpace(c)) {
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
