package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

/// Texts made to be slow: no operator takes more than linear time.
class HostileTextTest {
  private static final int CHARACTERS = 1 << 17;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String part :
        List.of(
            "a",
            "a@",
            "a.",
            "@",
            "((((",
            ")",
            "'",
            "..",
            ". ",
            "\n",
            "\n\n",
            "http://",
            "1.2.3.4.",
            "-",
            "a-",
            "[1",
            "[",
            "#",
            "😀",
            "\uD83D",
            "{",
            "<",
            "\u200D",
            "é",
            "़",
            "中",
            "= ",
            "a@a.",
            "::",
            "1:",
            "don't",
            ":)",
            "…",
            "SPDX-License-Identifier: (",
            "\t",
            "\u0000")) {
      texts.add(part.repeat(CHARACTERS / part.length()));
    }
    return texts;
  }

  @Test
  void everyOperatorTakesLinearTime() {
    CurateSettings settings =
        TestSettings.settings("curate.operators.maximumCharacters=2000000000");
    for (Map.Entry<String, Operators.Factory> each : new TreeMap<>(Operators.REGISTRY).entrySet()) {
      Operator operator = each.getValue().make(settings, TestSettings.card("lines", "identify"));
      for (String language : List.of("en", "zh")) {
        for (String text : texts()) {
          DocumentView view = DocumentView.of(TestSettings.document(text, language));
          String where = each.getKey() + " on " + text.substring(0, Math.min(12, text.length()));
          assertTimeoutPreemptively(LIMIT, () -> operator.apply(view), where);
        }
      }
    }
  }
}
