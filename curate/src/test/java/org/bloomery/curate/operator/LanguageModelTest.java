package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.util.StringUtil;
import opennlp.tools.util.normalizer.AggregateCharSequenceNormalizer;
import opennlp.tools.util.normalizer.EmojiCharSequenceNormalizer;
import opennlp.tools.util.normalizer.NumberCharSequenceNormalizer;
import opennlp.tools.util.normalizer.ShrinkCharSequenceNormalizer;
import opennlp.tools.util.normalizer.TwitterCharSequenceNormalizer;
import opennlp.tools.util.normalizer.UrlCharSequenceNormalizer;
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
    " Ｆｕｌｌ－width, e-mail me@example.org or http://example.org/a?b=1 – 3.000,50 €!!! ",
    "RT @name: aaaargh, hahaha HEHEHE jajaja :-) xD explain export it: rt start part",
    "Straße  und\t\tÄhre, ehe Jahre; oh-oh, haha ahha hahHAH İstanbul K",
    "नमस्ते😀😀😀 🏳️‍🌈 \uD83C x\uDFFFy 𐐀𐐁 \uDBFF\uDFFF\uDBFF\uDFFF\uDBFF\uDFFF Zzz zZZ…… ---",
  };

  /// Pieces of the texts above and of marks, put together by chance.
  private static String mixed(Random random) {
    String all =
        String.join(" ", TEXTS)
            + "  rt rt: xp;-)p:o#a@b 12  hh aa jj ee hahe jij 7 \n\n\n\r\t\u0085\u0085\u0085"
            + "\u2028\u2028\u2028 aAa ÄäÄ ééé \u3000\u3000\u3000\u000b\f 1٣2";
    StringBuilder text = new StringBuilder();
    while (text.length() < 60) {
      int from = random.nextInt(all.length());
      text.append(all, from, Math.min(all.length(), from + 1 + random.nextInt(7)));
    }
    return text.toString();
  }

  @Test
  void normalisesLikeOpenNlpWhateverTheText() {
    AggregateCharSequenceNormalizer peer =
        new AggregateCharSequenceNormalizer(
            EmojiCharSequenceNormalizer.getInstance(),
            UrlCharSequenceNormalizer.getInstance(),
            TwitterCharSequenceNormalizer.getInstance(),
            NumberCharSequenceNormalizer.getInstance(),
            ShrinkCharSequenceNormalizer.getInstance());
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      String text = mixed(random);
      text = i % 2 == 0 ? text : text.replaceAll("[#@]|[Rr][Tt]|[HhJj]", ":"); // faces alone
      String wanted = StringUtil.toLowerCase(peer.normalize(text));
      assertEquals(wanted, new String(DetectorText.of(text)), text);
    }
  }

  @Test
  void alemannicOfWikipediaIsNoAlbanian() {
    assertEquals("gsw", FastTextLanguages.code("als"));
    assertEquals("sq", FastTextLanguages.code("als_Latn"));
    assertEquals("zh", FastTextLanguages.code("cmn_Hans"));
  }

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
