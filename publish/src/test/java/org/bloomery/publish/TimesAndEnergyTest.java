package org.bloomery.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bloomery.artifact.stage.MeasuredSection;
import org.bloomery.artifact.stage.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimesAndEnergyTest {
  @Test
  void runsDifferOnlyBetweenTheMarks(@TempDir Path out) throws IOException {
    RunFixture fixture = new RunFixture(out).write();
    String first = card(out);
    fixture.finish(StageName.TOKENIZER, Map.of("vocabularySize", 8192), 99.5);
    String second = card(out);
    assertNotEquals(first, second);
    assertEquals(MeasuredSection.without(first), MeasuredSection.without(second));
    assertTrue(MeasuredSection.without(first).endsWith("after\n\n"));
  }

  @Test
  void cardWithoutTheSectionStaysAsItIs() {
    assertEquals("a card", MeasuredSection.without("a card"));
  }

  private static String card(Path out) {
    Markdown card = new Markdown().paragraph("before");
    TimesAndEnergy.write(card, new RunFolder(out));
    return card.paragraph("after").toString();
  }
}
