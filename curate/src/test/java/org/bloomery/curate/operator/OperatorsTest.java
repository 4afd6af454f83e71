package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
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
      String expected,
      @Nullable Map<String, String> fields,
      @Nullable String definitions) {
    String input() {
      return repeat == null ? Objects.requireNonNull(text) : repeat.text().repeat(repeat.times());
    }
  }

  record Repeat(String text, int times) {}

  @Test
  void treatsEveryGoldenCaseAsRecorded() throws IOException {
    Map<String, Operator> made = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Case golden : goldenCases()) {
      Operator operator =
          made.computeIfAbsent(
              golden.operator() + golden.definitions(),
              _ -> named(golden.operator(), golden.definitions()));
      Document document = TestSettings.document(golden.input(), golden.language());
      Map<String, String> fields = golden.fields() == null ? Map.of() : golden.fields();
      Verdict verdict = operator.apply(DocumentView.of(document, fields));
      String actual =
          switch (verdict) {
            case Verdict.Drop drop -> "drop:" + drop.reason();
            case Verdict.Keep(Document kept) when golden.expected().startsWith("language:") ->
                "language:" + kept.language();
            case Verdict.Keep(Document kept) when golden.expected().equals("keep") ->
                kept.text().equals(golden.input()) ? "keep" : kept.text();
            case Verdict.Keep(Document kept) -> kept.text();
          };
      if (!golden.expected().equals(actual)) {
        String input = golden.input().substring(0, Math.min(200, golden.input().length()));
        wrong.add(
            golden.operator()
                + ": "
                + input
                + "\n  must be "
                + golden.expected()
                + "\n  is "
                + actual);
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void hasGoldenCaseForEveryOperatorOfTheRegistry() throws IOException {
    Set<String> registered = new TreeSet<>(Operators.REGISTRY.keySet());
    Set<String> golden = new TreeSet<>();
    for (Case each : goldenCases()) {
      golden.add(each.operator());
    }
    assertEquals(registered, golden);
  }

  @Test
  void theReferenceNamesEveryOperatorAndChain() throws IOException {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    String page = Files.readString(root.resolve("docs/reference/operators.md"));
    List<String> missing = new ArrayList<>(Operators.REGISTRY.keySet());
    missing.addAll(Operators.CHAINS.keySet());
    missing.removeIf(name -> page.contains("`" + name + "`"));
    assertEquals(List.of(), missing);
  }

  @Test
  void joinsChainsWithRedactionLast() {
    assertEquals(
        List.of(
            "document-size",
            "normalise",
            "identify-language",
            "wanted-language",
            "gopher-repetition",
            "gopher-quality",
            "c4-quality",
            "split-sentences",
            "redact-emails",
            "redact-ip-addresses"),
        Operators.names(List.of("gopher", "c4", "split-sentences")));
  }

  @Test
  void operatorsBehindDuplicatesComeLastWhateverChainsAreJoined() {
    Operators.Parts parts = Operators.parts(List.of("wiki", "roots-web-corrected"));
    assertEquals(
        List.of("newlines-to-spaces", "small-documents", "small-documents-bytes"), parts.behind());
    assertEquals("redact-ip-addresses", parts.before().getLast());
    assertTrue(parts.before().contains("perplexity"));
    assertEquals(
        List.of("stop-words"),
        Operators.parts(List.of("gopher", "duplicates", "stop-words")).behind());
  }

  @Test
  void operatorsThatLookAtFieldsCannotStandBehindDuplicates() {
    CurateSettings settings =
        TestSettings.settings(
            "curate.operators.chain=[\"usual\", \"duplicates\", \"wiki-text-pages\"]");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Operators.chain(settings, TestSettings.card("text", "en")));
    assertTrue(String.valueOf(refused.getMessage()).contains("\"wiki-text-pages\" behind"));
  }

  @Test
  void namesAnOperatorThatThereIsNot() {
    CurateSettings settings =
        TestSettings.settings("curate.operators.chain=[\"usual\", \"shout\"]");
    IllegalArgumentException unknown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Operators.chain(settings, TestSettings.card("text", "en")));
    assertTrue(String.valueOf(unknown.getMessage()).contains("\"shout\", which is no operator"));
  }

  @Test
  void believesSourceThatStatesOneLanguage() {
    Operator identify =
        new IdentifyLanguage(TestSettings.settings(), TestSettings.card("text", "code"));
    Verdict verdict = identify.apply(view("int main() { return 0; }"));
    assertEquals("code", assertInstanceOf(Verdict.Keep.class, verdict).document().language());
  }

  @Test
  void choosesAmongStatedLanguagesOnly() {
    Operator identify =
        new IdentifyLanguage(TestSettings.settings(), TestSettings.card("text", "pt", "fr"));
    Verdict verdict = identify.apply(view("Das ist ein kurzer deutscher Satz über das Wetter."));
    String language = assertInstanceOf(Verdict.Keep.class, verdict).document().language();
    assertEquals(true, language.equals("pt") || language.equals("fr"), language);
  }

  private static DocumentView view(String text) {
    return DocumentView.of(TestSettings.document(text, "unknown"));
  }

  private static Operator named(String name, @Nullable String definitions) {
    String stated = definitions == null ? "corrected" : definitions;
    CurateSettings settings = TestSettings.settings("curate.operators.definitions=" + stated);
    Operator operator =
        Objects.requireNonNull(Operators.REGISTRY.get(name), name)
            .make(settings, TestSettings.card("lines", "identify"));
    assertEquals(name, operator.name());
    return operator;
  }

  private static Case[] goldenCases() throws IOException {
    try (InputStream in = OperatorsTest.class.getResourceAsStream("/golden/operators.json")) {
      return Json.MAPPER.readValue(Objects.requireNonNull(in), Case[].class);
    }
  }
}
