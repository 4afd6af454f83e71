package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.page.Html;

/// Documents that operators changed or dropped, each in its own direction of writing. What went is
/// struck through and what came is underlined, so that no colour is needed.
final class OperatorExamples {
  private OperatorExamples() {}

  static void write(
      Html html, Map<String, List<JsonNode>> changed, Map<String, List<JsonNode>> dropped) {
    if (changed.isEmpty() && dropped.isEmpty()) {
      return;
    }
    html.open("div", "class", "samples");
    changed.forEach(
        (operator, samples) -> samples.forEach(sample -> change(html, operator, sample)));
    dropped.forEach((operator, samples) -> samples.forEach(sample -> drop(html, operator, sample)));
    html.close("div");
  }

  private static void change(Html html, String operator, JsonNode sample) {
    String before = sample.path("before").asText();
    String after = sample.path("after").asText();
    html.open("figure").element("figcaption", operator + " changed " + sample.path("id").asText());
    quote(html, sample);
    for (TextDifference.Piece piece : TextDifference.of(before, after)) {
      switch (piece.kind()) {
        case BOTH -> html.text(piece.text());
        case WENT -> mark(html, "del", piece.text());
        case CAME -> mark(html, "ins", piece.text());
      }
    }
    html.close("blockquote").close("figure");
  }

  private static void mark(Html html, String tag, String text) {
    html.open(tag).text(text.chars().allMatch(OperatorExamples::isUnseen) ? visible(text) : text);
    html.raw("</" + tag + ">"); // no line break: it would show
  }

  private static boolean isUnseen(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /// What has no shape would otherwise be a line without letters, or nothing.
  private static String visible(String unseen) {
    StringBuilder out = new StringBuilder();
    unseen.chars().forEach(c -> out.append(c == '\n' ? '↵' : c == '\t' ? '⇥' : '·'));
    return out.toString();
  }

  private static void drop(Html html, String operator, JsonNode sample) {
    html.open("figure");
    html.element(
        "figcaption",
        operator + " dropped " + sample.path("id").asText() + ", " + sample.path("why").asText());
    quote(html, sample);
    html.text(sample.path("before").asText());
    html.close("blockquote").close("figure");
  }

  private static void quote(Html html, JsonNode sample) {
    String language = sample.path("language").asText();
    if (language.equals("code") || language.startsWith("code-")) {
      html.open("blockquote", "dir", "ltr", "translate", "no");
    } else if (language.equals("unknown")) {
      html.open("blockquote", "dir", direction(sample));
    } else {
      html.open("blockquote", "lang", language, "dir", direction(sample));
    }
  }

  /// The direction of most letters. The first letter, by which `auto` goes, is often one of a name
  /// or an address in Latin letters.
  private static String direction(JsonNode sample) {
    int[] rightToLeft = {0};
    int[] letters = {0};
    sample
        .path("before")
        .asText()
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> {
          byte direction = Character.getDirectionality(letter);
          letters[0]++;
          rightToLeft[0] +=
              direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                      || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                  ? 1
                  : 0;
        });
    return 2 * rightToLeft[0] > letters[0] ? "rtl" : "ltr";
  }
}
