package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.curate.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The golden cases: for every operator of the registry, documents in several scripts with what
/// must become of them, in `golden/operators.json`.
class OperatorsTest {
  /// @param expected the text (or `language:` and a code) that is kept, or `drop:` and the reason
  record Case(
      String operator,
      String language,
      @Nullable String text,
      @Nullable Repeat repeat,
      String expected) {
    String input() {
      return repeat == null ? Objects.requireNonNull(text) : repeat.text().repeat(repeat.times());
    }
  }

  record Repeat(String text, int times) {}

  @Test
  void treatsEveryGoldenCaseAsRecorded() throws IOException {
    for (Case golden : goldenCases()) {
      Operator operator = named(golden.operator());
      Document document = TestSettings.document(golden.input(), golden.language());
      Verdict verdict = operator.apply(document);
      String actual =
          switch (verdict) {
            case Verdict.Drop drop -> "drop:" + drop.reason();
            case Verdict.Keep(Document kept) when golden.expected().startsWith("language:") ->
                "language:" + kept.language();
            case Verdict.Keep(Document kept) when golden.expected().equals("keep") ->
                kept.text().equals(golden.input()) ? "keep" : kept.text();
            case Verdict.Keep(Document kept) -> kept.text();
          };
      assertEquals(golden.expected(), actual, golden.operator() + ": " + golden.input());
    }
  }

  @Test
  void hasGoldenCaseForEveryOperatorOfTheRegistry() throws IOException {
    Set<String> registered =
        Operators.chain(TestSettings.settings(), TestSettings.card("lines", "identify")).stream()
            .map(Operator::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> golden = new TreeSet<>();
    for (Case each : goldenCases()) {
      golden.add(each.operator());
    }
    assertEquals(registered, golden);
  }

  @Test
  void believesSourceThatStatesOneLanguage() {
    Operator identify =
        new IdentifyLanguage(TestSettings.settings(), TestSettings.card("text", "code"));
    Verdict verdict = identify.apply(TestSettings.document("int main() { return 0; }", "unknown"));
    assertEquals("code", assertInstanceOf(Verdict.Keep.class, verdict).document().language());
  }

  @Test
  void choosesAmongStatedLanguagesOnly() {
    Operator identify =
        new IdentifyLanguage(TestSettings.settings(), TestSettings.card("text", "pt", "fr"));
    Verdict verdict =
        identify.apply(
            TestSettings.document("Das ist ein kurzer deutscher Satz über das Wetter.", "unknown"));
    String language = assertInstanceOf(Verdict.Keep.class, verdict).document().language();
    assertEquals(true, language.equals("pt") || language.equals("fr"), language);
  }

  private static Operator named(String name) {
    return Operators.chain(TestSettings.settings(), TestSettings.card("lines", "identify")).stream()
        .filter(operator -> operator.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Case[] goldenCases() throws IOException {
    try (InputStream in = OperatorsTest.class.getResourceAsStream("/golden/operators.json")) {
      return Json.MAPPER.readValue(Objects.requireNonNull(in), Case[].class);
    }
  }
}
