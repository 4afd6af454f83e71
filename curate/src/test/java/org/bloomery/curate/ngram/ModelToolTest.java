package org.bloomery.curate.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelToolTest {
  private static final Path TEXTS =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny/fr.txt");

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private void run(String input, int order, String unit) throws IOException {
    ModelTool.Request request =
        new ModelTool.Request(List.of(input), "fr", folder.toString(), order, unit, true);
    ModelTool.run(
        Json.line(request),
        new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, "model"));
  }

  @Test
  void writesBothFormsAndPrintsPerplexitiesOfTextsThatItDidNotLearnFrom() throws IOException {
    run(TEXTS.toString(), 4, "characters");
    String said = printed.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("held-out texts up to 50 %"), said);
    try (NgramModel model = NgramModel.open(folder.resolve("fr.ngrams"));
        NgramModel text = NgramModel.open(folder.resolve("fr.arpa"))) {
      assertEquals(4, model.order());
      assertEquals(Unit.CHARACTERS, text.unit());
    }
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    run(TEXTS.toString(), 3, "words");
    byte[] first = Files.readAllBytes(folder.resolve("fr.ngrams"));
    run(TEXTS.toString(), 3, "words");
    assertEquals(
        -1, java.util.Arrays.mismatch(first, Files.readAllBytes(folder.resolve("fr.ngrams"))));
  }

  @Test
  void refusesWhatItCannotLearnFrom() throws IOException {
    Path json = Files.writeString(folder.resolve("a.jsonl"), "{\"body\": \"x\"}\n");
    assertThrows(InputException.class, () -> run(json.toString(), 3, "words"));
    Path blank = Files.writeString(folder.resolve("b.txt"), " \n\n");
    assertThrows(InputException.class, () -> run(blank.toString(), 3, "words"));
    assertThrows(RunFileException.class, () -> run(TEXTS.toString(), 0, "words"));
    assertThrows(RunFileException.class, () -> run(TEXTS.toString(), 3, "syllables"));
  }
}
