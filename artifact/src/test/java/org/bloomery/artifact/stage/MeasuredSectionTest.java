package org.bloomery.artifact.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredSectionTest {
  private static String card(String number, String measured) {
    return "# A card\n"
        + number
        + "\n"
        + MeasuredSection.BEGIN
        + measured
        + MeasuredSection.END
        + "\nend\n";
  }

  @Test
  void onlyWhatStandsBetweenTheMarksIsLeftOut() {
    assertEquals(
        MeasuredSection.without(card("1", "3 s")), MeasuredSection.without(card("1", "4 hours")));
    assertNotEquals(
        MeasuredSection.without(card("1", "3 s")), MeasuredSection.without(card("2", "3 s")));
    assertEquals("a card", MeasuredSection.without("a card"));
  }

  @Test
  void aManifestDigestsTheRestOfAMarkdownFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("README.md");
    Files.writeString(file, card("1", "3 s"));
    var first = Manifest.digestFiles(folder);
    Files.writeString(file, card("1", "4 hours"));
    assertEquals(first, Manifest.digestFiles(folder));
    Files.writeString(file, card("2", "3 s"));
    assertNotEquals(first, Manifest.digestFiles(folder));
  }
}
