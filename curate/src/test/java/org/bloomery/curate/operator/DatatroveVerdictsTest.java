package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gopher, C4 and FineWeb give datatrove's verdicts, for its reasons.
class DatatroveVerdictsTest {
  private static final Path ROOT = Path.of(System.getProperty("bloomery.root", ".."));

  @TempDir private Path folder;

  private static DatatroveVerdicts compare(Path file) throws IOException {
    DatatroveVerdicts verdicts = new DatatroveVerdicts();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        verdicts.compare(Json.MAPPER.readTree(line));
      }
    }
    List<String> differences = verdicts.differences();
    assertTrue(
        differences.isEmpty(),
        () ->
            differences.size()
                + " differences in "
                + verdicts.texts()
                + " texts:\n"
                + String.join("\n", differences.subList(0, Math.min(20, differences.size()))));
    return verdicts;
  }

  /// Recorded with datatrove 0.10.1 and spaCy 3.8.18.
  @Test
  void agreesWithRecordedVerdicts() throws IOException {
    DatatroveVerdicts verdicts = compare(Path.of("src/test/resources/golden/datatrove.jsonl"));
    assertTrue(verdicts.texts() > 150 && verdicts.drops() > 100, "the golden file is there");
  }

  @Test
  @Tag("peer")
  void agreesWithDatatroveOnRealText() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String language : List.of("en", "fr", "es", "de")) {
      try (Stream<String> texts = Files.lines(ROOT.resolve("runs/tiny/" + language + ".txt"))) {
        texts.forEach(text -> lines.add(line(text, language)));
      }
    }
    EuropeanText.documents().limit(250).forEach(text -> lines.add(line(text, "en")));
    EuropeanText.documents().skip(3000).limit(150).forEach(text -> lines.add(line(text, "xx")));
    Path texts = Files.write(folder.resolve("texts.jsonl"), lines);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Process python =
        new ProcessBuilder(
                System.getProperty("bloomery.python", "python3"),
                ROOT.resolve("peers/datatrove_verdicts.py").toString(),
                texts.toString(),
                verdicts.toString())
            .inheritIO()
            .start();
    assertEquals(0, python.waitFor());
    System.out.println(compare(verdicts).texts() + " texts with the verdicts of datatrove");
  }

  private static String line(String text, String language) {
    return Json.line(Map.of("text", text, "language", language.equals("en") ? "en" : "xx"));
  }
}
