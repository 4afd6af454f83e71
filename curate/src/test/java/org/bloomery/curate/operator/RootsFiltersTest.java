package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.TestSettings;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.KeySet;
import org.bloomery.curate.text.TextView;
import org.junit.jupiter.api.Test;

/// The published definitions give what BigScience's own code computes; recorded by
/// `peers/record_roots.py` with the parameters of each language.
class RootsFiltersTest {
  private static final KeySet STOP_WORDS =
      new KeySet(List.of("the", "and", "of", "is", "a", "to", "năm tới", "ủy ban"));

  private static final CurateSettings SETTINGS =
      TestSettings.settings("curate.operators.definitions=published");

  private static String modified(String text, String language) {
    DocumentView view = DocumentView.of(TestSettings.document(text, language));
    for (String name :
        List.of("uniform-white-space", "delete-address-words", "delete-long-words")) {
      Verdict verdict =
          Operators.make(name, SETTINGS, TestSettings.card("lines", "identify")).apply(view);
      view = view.next(((Verdict.Keep) verdict).document());
    }
    return view.document().text();
  }

  @Test
  void agreesWithTheCodeOfRoots() throws IOException {
    KeyCounter counter = new KeyCounter();
    int texts = 0;
    for (String line : Files.readAllLines(Path.of("src/test/resources/golden/roots.jsonl"))) {
      JsonNode recorded = Json.MAPPER.readTree(line);
      String language = recorded.get("language").asText();
      String text = recorded.get("modified").asText();
      assertEquals(text, modified(recorded.get("text").asText(), language), line);
      TextView view = new TextView(text, language);
      FilterThresholds limits = SETTINGS.thresholds(language);
      var words = view.words(Definitions.PUBLISHED);
      int count = view.wordCount(Definitions.PUBLISHED);
      assertEquals(recorded.get("words").asInt(), count, line);
      assertEquals(
          recorded.get("character-repetition").asDouble(),
          CharacterRepetition.ratio(view, limits.characterGram(), counter),
          1e-12,
          line);
      assertEquals(
          recorded.get("word-repetition").asDouble(),
          WordRepetition.ratio(words, limits.wordGram(), counter),
          1e-12,
          line);
      assertEquals(
          recorded.get("special-characters").asDouble(),
          view.specialShare(Definitions.PUBLISHED),
          1e-12,
          line);
      assertEquals(
          recorded.get("stop-words").asDouble(),
          WordLists.share(view, Definitions.PUBLISHED, STOP_WORDS),
          1e-12,
          line);
      texts++;
    }
    assertTrue(texts > 80, "the golden file is there");
  }
}
