package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerplexityLimitsTest {
  @TempDir Path folder;
  private Path models;

  @BeforeEach
  void makeFolder() throws IOException {
    models = Files.createDirectories(folder.resolve("models"));
  }

  private Run load(String preset, String... sets) throws IOException {
    Path tiny = Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");
    String text = Files.readString(tiny);
    assertTrue(text.contains("preset = \"small\""), text);
    Path file =
        Files.writeString(
            folder.resolve("run.toml"),
            text.replace("preset = \"small\"", "preset = [\"small\", \"" + preset + "\"]"));
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("curate.languages=[\"en\", \"fr\", \"sw\"]");
    all.add("curate.operators.languageModels=" + models);
    return RunFile.load(file, all).run();
  }

  private void model(String name) throws IOException {
    Files.writeString(models.resolve(name), "");
  }

  @Test
  void aPublishedLimitIsRefusedForAnotherModel() throws IOException {
    model("en.ngrams");
    model("sw.arpa");
    RunFileException refused = assertThrows(RunFileException.class, () -> load("roots-published"));
    assertEquals(2, refused.exitCode());
    assertEquals(1, refused.problems().size(), refused.getMessage());
    String problem = refused.problems().getFirst();
    assertTrue(problem.contains("en (1500.0 from preset roots-published:"), problem);
    assertTrue(problem.contains("sw (10000.0 from preset roots-published:"), problem);
    assertTrue(!problem.contains("fr ("), problem);
    assertTrue(problem.contains("state curate.language.XX.maximumPerplexity"), problem);
  }

  @Test
  void aLimitOfTheRunsOwnCounts() throws IOException {
    model("en.ngrams");
    Run run = load("roots-published", "curate.language.en.maximumPerplexity=9.5");
    assertEquals(9.5, run.curate().thresholds("en").maximumPerplexity());
  }

  @Test
  void aLimitForAllLanguagesDoesNotHideThePublishedOneOfALanguage() throws IOException {
    model("en.ngrams");
    model("sw.ngrams");
    RunFileException refused =
        assertThrows(
            RunFileException.class,
            () -> load("roots-published", "curate.defaults.maximumPerplexity=12"));
    assertTrue(refused.getMessage().contains("en (1500.0"), refused.getMessage());
    assertTrue(!refused.getMessage().contains("sw ("), refused.getMessage());
  }

  @Test
  void presetsWithoutLimitsAndFoldersWithoutModelsAreNoProblem() throws IOException {
    assertEquals(1500, load("roots-published").curate().thresholds("en").maximumPerplexity());
    model("en.ngrams");
    assertEquals(null, load("roots-corrected").curate().thresholds("en").maximumPerplexity());
  }
}
