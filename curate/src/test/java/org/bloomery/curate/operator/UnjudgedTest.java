package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

class UnjudgedTest {
  private static List<String> sentences(String chain) {
    CurateSettings settings =
        TestSettings.settings(
            "curate.languages=[\"en\", \"fr\", \"zh-hant\"]", "curate.operators.chain=" + chain);
    return Unjudged.sentences(settings);
  }

  @Test
  void namesTheLanguagesThatFiltersPassBy() {
    assertEquals(
        List.of(
            "stop-words judges nothing in fr: there is no list or no limit",
            "flagged-words judges nothing in fr, zh-hant: there is no list or no limit",
            "perplexity judges nothing in fr, zh-hant: there is no model or no limit"),
        sentences("[\"roots-web-corrected\"]"));
  }

  @Test
  void saysNothingOfOperatorsThatNoChainNames() {
    assertEquals(List.of(), sentences("[\"usual\"]"));
  }
}
