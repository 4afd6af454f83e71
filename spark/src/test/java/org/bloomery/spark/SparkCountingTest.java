package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.TokenizeStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words counted on a real local Spark give the tokenizer that this machine alone gives.
class SparkCountingTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeCorpus() throws IOException {
    Corpus corpus = new Corpus(folder.resolve("corpus"));
    String[] words = {"four", "chaud", "labea", "ofen", "печь", "炉子", "भट्ठी", "فرن"};
    int id = 0;
    for (String language : List.of("eu", "fr", "ru")) {
      for (int part = 0; part < 3; part++) {
        Random random = new Random(part * 31L + language.hashCode());
        try (DocumentWriter writer = new DocumentWriter(corpus.part(language, part))) {
          for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder("the same line in every document\n");
            for (int k = random.nextInt(40); k >= 0; k--) {
              text.append(words[random.nextInt(words.length)])
                  .append(random.nextInt(5) == 0 ? "\n" : " ");
            }
            writer.write(
                new Document(
                    "d" + id++,
                    text.toString(),
                    language,
                    1,
                    "own",
                    "CC0-1.0",
                    null,
                    new Document.Origin("f", 0, 0),
                    List.of()));
          }
        }
      }
    }
  }

  private Map<String, Object> make(
      TokenizeStage stage, boolean lines, SamplingSettings sampling, String name)
      throws IOException {
    TokenizeSettings settings =
        new TokenizeSettings(
            340, List.of(), 0, lines, sampling, TokenizeSettings.CountOn.SPARK, 64_000_000);
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false,
            "tokenize");
    return stage.make(
        folder.resolve("corpus"),
        settings,
        128,
        Files.createDirectories(folder.resolve(name)),
        console);
  }

  private void compare(boolean lines, SamplingSettings sampling) throws IOException {
    Map<String, Object> here = make(new TokenizeStage(), lines, sampling, "here");
    Map<String, Object> spark =
        make(new TokenizeStage(new SparkCounting("local[2]")), lines, sampling, "spark");
    assertEquals(here, spark);
    for (String file : List.of("tokenizer.json", "sample.json", "fertility.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("here").resolve(file)),
          Files.readAllBytes(folder.resolve("spark").resolve(file)),
          file);
    }
  }

  @Test
  void givesTheSameTokenizerWithEveryLineOnce() throws IOException {
    compare(true, SamplingSettings.EVERYTHING);
  }

  @Test
  void givesTheSameTokenizerFromASample() throws IOException {
    compare(false, new SamplingSettings(SamplingSettings.Method.ALPHA, 0.5, null, 20_000L));
  }
}
