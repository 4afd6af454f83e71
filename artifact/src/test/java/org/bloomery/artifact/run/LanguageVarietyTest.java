package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageVarietyTest {
  @TempDir Path folder;

  private CurateSettings load(String preset, String... sets) throws IOException {
    Path tiny = Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");
    Path file =
        Files.writeString(
            folder.resolve("run.toml"),
            Files.readString(tiny)
                .replace("preset = \"small\"", "preset = [\"small\", \"" + preset + "\"]"));
    return RunFile.load(file, List.of(sets)).run().curate();
  }

  @Test
  void aVarietyHasTheThresholdsOfItsLanguageWhereItStatesNone() throws IOException {
    CurateSettings settings = load("roots-published", "curate.language.zh-hant={minimumWords=7}");
    FilterThresholds chinese = settings.thresholds("zh");
    assertEquals(chinese, settings.thresholds("zh-hans"));
    assertEquals(7, settings.thresholds("zh-hant").minimumWords());
    assertEquals(3, settings.thresholds("zh-hant").characterGram());
    assertEquals(0.1691, settings.thresholds("zh-hant").minimumStopWords());
    assertEquals(settings.defaults(), settings.thresholds("fon"));
    assertEquals(2, new ByLanguage<>(new Box(1), Map.of("zh", new Box(2))).of("zh-hans").size());
  }

  private record Box(int size) {}

  @Test
  void programsAreProgramsInWhateverLanguage() {
    assertTrue(LanguageCode.isProgram("code-py") && LanguageCode.isProgram("code"));
    assertFalse(LanguageCode.isProgram("co"));
    assertEquals("zh", LanguageCode.base("zh-hant"));
  }

  @Test
  void cataloguedSourcesHaveTheSizesOfRoots() throws IOException {
    CurateSettings settings = load("roots-catalogue");
    for (String language : List.of("ca", "en", "es", "fr", "zh-hans", "code-java")) {
      assertEquals(1024, settings.thresholds(language).minimumBytes(), language);
    }
    for (String language : List.of("ar", "hi", "vi", "te")) {
      assertEquals(300, settings.thresholds(language).minimumBytes(), language);
    }
    for (String language : List.of("eu", "as", "or", "sw", "yo")) {
      assertEquals(null, settings.thresholds(language).minimumBytes(), language);
      assertEquals(15, settings.thresholds(language).minimumSpacedWords(), language);
    }
    assertEquals(
        10, Objects.requireNonNull(settings.duplicateSettings().lines()).minimumOccurrences());
  }
}
