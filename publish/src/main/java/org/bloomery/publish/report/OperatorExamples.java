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
    difference(html, before.codePoints().toArray(), after.codePoints().toArray());
    html.close("blockquote").close("figure");
  }

  /// Writes both texts as one, along a longest common subsequence of their characters. What comes
  /// last, and only behind, moved into the piece that is shown because something before it went.
  private static void difference(Html html, int[] before, int[] after) {
    int[][] common = new int[before.length + 1][after.length + 1]; // of the rest from (i, j)
    for (int i = before.length - 1; i >= 0; i--) {
      for (int j = after.length - 1; j >= 0; j--) {
        common[i][j] =
            before[i] == after[j]
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < before.length || j < after.length) {
      int fromBefore = i;
      while (i < before.length && j < after.length && before[i] == after[j]) {
        i++;
        j++;
      }
      html.text(new String(before, fromBefore, i - fromBefore));
      fromBefore = i;
      int fromAfter = j;
      while (i < before.length
          && (j == after.length
              || (before[i] != after[j] && common[i + 1][j] >= common[i][j + 1]))) {
        i++;
      }
      mark(html, "del", new String(before, fromBefore, i - fromBefore));
      while (j < after.length
          && (i == before.length
              || (before[i] != after[j] && common[i][j + 1] > common[i + 1][j]))) {
        j++;
      }
      boolean onlyMoved = j == after.length && i == fromBefore;
      mark(html, onlyMoved ? "span" : "ins", new String(after, fromAfter, j - fromAfter));
    }
  }

  private static void mark(Html html, String tag, String text) {
    if (!text.isEmpty()) {
      html.open(tag).text(text).raw("</" + tag + ">"); // no line break: it would show
    }
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
      html.open("blockquote", "dir", "auto");
    } else {
      html.open("blockquote", "lang", language, "dir", "auto");
    }
  }
}
