package org.bloomery.curate.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.TestSettings;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TextView;

/// Compares our verdicts with those that `peers/datatrove_verdicts.py` wrote.
final class DatatroveVerdicts {
  private static final List<String> FILTERS =
      List.of(
          "gopher-repetition",
          "gopher-quality",
          "c4-quality",
          "c4-quality-lines",
          "fineweb-quality");

  private final Map<String, Operator> operators = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private int texts;
  private int drops;

  DatatroveVerdicts() {
    CurateSettings strict = TestSettings.settings("curate.operators.c4.terminalPunctuation=true");
    CurateSettings lines = TestSettings.settings();
    for (String name : FILTERS) {
      CurateSettings settings = name.equals("c4-quality") ? strict : lines;
      String registered = name.equals("c4-quality-lines") ? "c4-quality" : name;
      operators.put(
          name,
          Objects.requireNonNull(Operators.REGISTRY.get(registered), name)
              .make(settings, TestSettings.card("lines", "identify")));
    }
  }

  void compare(JsonNode recorded) {
    String text = recorded.get("text").asText();
    String language = recorded.get("language").asText();
    texts++;
    DocumentView view = DocumentView.of(TestSettings.document(text, language));
    String tokens = tokens(view.text());
    if (!tokens.equals(recorded.get("tokens").asText())) {
      differences.add(
          "tokens of " + shown(text) + difference(recorded.get("tokens").asText(), tokens));
    }
    for (String name : FILTERS) {
      String wanted = recorded.get(name).asText();
      Verdict verdict = Objects.requireNonNull(operators.get(name)).apply(view);
      String actual = verdict instanceof Verdict.Drop drop ? drop.reason() : "keep";
      drops += wanted.equals("keep") ? 0 : 1;
      if (!actual.equals(wanted)) {
        differences.add(name + ": " + shown(text) + "\n  must be " + wanted + ", is " + verdict);
      } else if (verdict instanceof Verdict.Keep keep && name.startsWith("c4")) {
        String left = recorded.get(name + "-text").asText();
        if (!left.equals(keep.document().text())) {
          differences.add(
              name + " leaves of " + shown(text) + difference(left, keep.document().text()));
        }
      }
    }
  }

  private static String tokens(TextView view) {
    Spans spans = view.tokens();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      tokens.add(view.text().substring(spans.from(i), spans.to(i)));
    }
    return String.join(" ", tokens);
  }

  private static String difference(String wanted, String actual) {
    int at = 0;
    while (at < Math.min(wanted.length(), actual.length())
        && wanted.charAt(at) == actual.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 40);
    return "\n  must be …"
        + wanted.substring(from, Math.min(wanted.length(), at + 40))
        + "\n  is      …"
        + actual.substring(from, Math.min(actual.length(), at + 40));
  }

  private static String shown(String text) {
    return "\"" + text.substring(0, Math.min(120, text.length())) + "\"";
  }

  int texts() {
    return texts;
  }

  /// Verdicts of datatrove that drop.
  int drops() {
    return drops;
  }

  List<String> differences() {
    return differences;
  }
}
