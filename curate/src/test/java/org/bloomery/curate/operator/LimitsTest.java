package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.TestSettings;
import org.bloomery.curate.ngram.NgramModel;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.KeySet;
import org.bloomery.curate.text.TextView;
import org.junit.jupiter.api.Test;

/// A value that equals a limit is kept, the next number on the wrong side of it is dropped with the
/// filter's reason.
class LimitsTest {
  private static final String TEXT =
      "The cat sat on the mat and the cat sat on the casino mat: 12 of the 3000 cats do.";
  private static final double CONFIDENCE = 0.625;

  private final TextView view = new TextView(TEXT, "en");

  private static Verdict verdict(String operator, String key, double limit) {
    Document document = TestSettings.document(TEXT, "en").withLanguage("en", CONFIDENCE);
    return Operators.make(
            operator,
            TestSettings.settings(
                "curate.language.en.characterGram=3",
                "curate.language.en.wordGram=2",
                "curate.language.en." + key + "=" + limit),
            TestSettings.card("lines", "identify"))
        .apply(DocumentView.of(document));
  }

  private static void isBorder(String operator, String key, double value, double outside) {
    assertTrue(value > 0, operator + " " + value);
    assertInstanceOf(Verdict.Keep.class, verdict(operator, key, value), operator);
    Verdict.Drop drop =
        assertInstanceOf(Verdict.Drop.class, verdict(operator, key, outside), operator);
    assertEquals(operator, drop.reason());
  }

  private static void atMost(String operator, String key, double value) {
    isBorder(operator, key, value, Math.nextDown(value));
  }

  private static void atLeast(String operator, String key, double value) {
    isBorder(operator, key, value, Math.nextUp(value));
  }

  @Test
  void aValueAtItsLimitIsKeptAndTheNextNumberIsNot() {
    Definitions corrected = Definitions.CORRECTED;
    KeyCounter counter = new KeyCounter();
    atMost(
        "character-repetition",
        "maximumCharacterRepetition",
        CharacterRepetition.ratio(view, 3, counter));
    atMost(
        "word-repetition",
        "maximumWordRepetition",
        WordRepetition.ratio(view.words(corrected), 2, counter));
    atMost("special-characters", "maximumSpecialCharacters", view.specialShare(corrected));
    KeySet flagged = new KeySet(List.of("casino"));
    atMost("flagged-words", "maximumFlaggedWords", WordLists.share(view, corrected, flagged));
    KeySet stop = new KeySet(List.of("the", "and", "of", "is", "a", "to"));
    atLeast("stop-words", "minimumStopWords", WordLists.share(view, corrected, stop));
    atLeast("language-confidence", "minimumLanguageConfidence", CONFIDENCE);
    try (NgramModel model = NgramModel.open(Path.of("src/test/resources/words/models/en.arpa"))) {
      atMost("perplexity", "maximumPerplexity", model.perplexity(TEXT));
    }
  }
}
