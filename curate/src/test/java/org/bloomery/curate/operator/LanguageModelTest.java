package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
  private static final String[] TEXTS = {
    "The committee will meet tomorrow to discuss the budget of the coming year.",
    "La comisión se reunirá mañana para debatir el presupuesto del año que viene.",
    "Комитет соберётся завтра, чтобы обсудить бюджет на следующий год.",
    "समिति कल अगले वर्ष के बजट पर चर्चा करने के लिए बैठक करेगी।",
    "委员会明天将开会讨论明年的预算，并听取各方的意见。",
    "12 34 !?",
    "",
  };

  @Test
  void givesTheProbabilitiesOfOpenNlpItself() {
    LanguageDetectorModel loaded = LanguageModel.load();
    LanguageDetectorME peer = new LanguageDetectorME(loaded);
    LanguageModel model = new LanguageModel(loaded);
    for (String text : TEXTS) {
      double[] ours = model.probabilities(text);
      for (Language language : peer.predictLanguages(text)) {
        int label = loaded.getMaxentModel().getIndex(language.getLang());
        assertEquals(language.getConfidence(), ours[label], 1e-9, text + language.getLang());
      }
    }
  }
}
