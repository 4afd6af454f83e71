package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.Document;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

class ConfirmLanguageTest {
  private static final String FRENCH =
      "La commission se réunira demain pour discuter du budget de l'année prochaine.";

  private static Verdict verdict(String card, String language) {
    return new ConfirmLanguage(TestSettings.settings(), TestSettings.card("lines", card))
        .apply(DocumentView.of(TestSettings.document(FRENCH, language)));
  }

  @Test
  void theSameAnswerGivesTheConfidenceThatTheFilterLooksAt() {
    Document kept = assertInstanceOf(Verdict.Keep.class, verdict("fr", "fr")).document();
    assertEquals("fr", kept.language());
    assertTrue(kept.languageConfidence() > 0.01 && kept.languageConfidence() < 1, kept.toString());
    Document variety = assertInstanceOf(Verdict.Keep.class, verdict("fr-ca", "fr-ca")).document();
    assertEquals("fr-ca", variety.language());
    assertEquals(kept.languageConfidence(), variety.languageConfidence());
  }

  @Test
  void anotherAnswerDropsTheDocument() {
    Verdict.Drop drop = assertInstanceOf(Verdict.Drop.class, verdict("es", "es"));
    assertEquals("language-differs", drop.reason());
    assertTrue(drop.detail().startsWith("fr "), drop.detail());
  }

  @Test
  void languagesThatNobodyKnowsAndDocumentsThatWereIdentifiedStay() {
    for (Verdict verdict : new Verdict[] {verdict("fon", "fon"), verdict("identify", "es")}) {
      assertEquals(
          1, assertInstanceOf(Verdict.Keep.class, verdict).document().languageConfidence());
    }
  }
}
