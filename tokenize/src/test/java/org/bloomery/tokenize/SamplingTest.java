package org.bloomery.tokenize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.SamplingSettings.Method;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.count.Counting;
import org.bloomery.tokenize.count.LanguageSize;
import org.bloomery.tokenize.count.Sample;
import org.bloomery.tokenize.count.SampleChoice;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingTest {
  private static final SamplingSettings ALPHA =
      new SamplingSettings(Method.ALPHA, 0.5, null, 60_000L);

  @TempDir Path folder;

  private static SortedMap<String, LanguageSize> sizes(Map<String, Integer> bytes) {
    SortedMap<String, LanguageSize> sizes = new TreeMap<>();
    bytes.forEach((language, n) -> {
      LanguageSize size = new LanguageSize();
      size.add(new byte[n], 0, n);
      sizes.put(language, size);
    });
    return sizes;
  }

  private static Map<String, Double> targets(SamplingSettings settings) {
    return SampleChoice.targets(settings, sizes(Map.of("fr", 8100, "eu", 900, "yo", 100)));
  }

  @Test
  void sharesOutByTheMethod() {
    assertEquals(
        Map.of("fr", 4050.0, "eu", 450.0, "yo", 50.0),
        rounded(targets(new SamplingSettings(Method.PROPORTIONAL, null, null, 4550L))));
    assertEquals( // square roots: 90, 30, 10
        Map.of("fr", 450.0, "eu", 150.0, "yo", 50.0),
        rounded(targets(new SamplingSettings(Method.ALPHA, 0.5, null, 650L))));
    assertEquals(
        Map.of("fr", 200.0, "eu", 600.0),
        rounded(
            targets(
                new SamplingSettings(Method.WEIGHTS, null, Map.of("fr", 1.0, "eu", 3.0), 800L))));
  }

  @Test
  void takesSmallLanguagesWholeAndSharesOutTheRest() {
    assertEquals(
        Map.of("fr", 2000.0, "eu", 900.0, "yo", 100.0),
        rounded(targets(new SamplingSettings(Method.UNIMAX, null, null, 3000L))));
    assertEquals(
        Map.of("fr", 8100.0, "eu", 900.0, "yo", 100.0),
        rounded(targets(new SamplingSettings(Method.UNIMAX, null, null, 1_000_000L))));
  }

  private static Map<String, Double> rounded(Map<String, Double> targets) {
    Map<String, Double> rounded = new TreeMap<>();
    targets.forEach((language, bytes) -> rounded.put(language, Math.round(bytes * 1000) / 1000.0));
    return rounded;
  }

  @Test
  void refusesSettingsThatSayTooLittleOrTooMuch() {
    for (String part :
        List.of(
            refusal(() -> new SamplingSettings(Method.ALPHA, 0.3, null, null)),
            refusal(() -> new SamplingSettings(Method.UNIMAX, null, null, null)))) {
      assertTrue(part.contains("needs sampleBytes"), part);
    }
    assertTrue(
        refusal(() -> new SamplingSettings(Method.UNIMAX, 0.3, null, 1L)).contains("only there"));
    assertTrue(refusal(() -> new SamplingSettings(Method.ALPHA, 1.5, null, 1L)).contains("[0, 1]"));
  }

  private static String refusal(Runnable settings) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, settings::run).getMessage());
  }

  private Map<String, byte[]> train(int threads) throws IOException {
    Path target = Files.createDirectories(folder.resolve("out" + threads));
    TokenizeSettings settings =
        new TokenizeSettings(
            400, List.of("<mask>"), 2, false, ALPHA, TokenizeSettings.CountOn.MACHINE, 64_000_000);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false, "tokenizer");
    Training training = new Training(settings, new BloomPreTokenizer(), threads, console);
    Counting.Counted counted =
        training.count(
            List.of(folder.resolve("fr.jsonl"), folder.resolve("mixed.jsonl")), target, _ -> {});
    Tokenizer tokenizer = training.merge(counted, target);
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("a sample by alpha 0.5"));
    return Map.of(
        "tokenizer", TokenizerFiles.tokenizerJson(tokenizer),
        "sample", Files.readAllBytes(target.resolve(Sample.FILE)));
  }

  @Test
  void takesTheSameDocumentsForAnyNumberOfThreads() throws IOException {
    StringBuilder fr = new StringBuilder();
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      String text = "Le four numéro " + i + " est encore chaud.";
      fr.append(Json.line(Map.of("text", text))).append('\n');
      if (i % 10 == 0) {
        mixed.append(Json.line(Map.of("language", "eu", "text", "Labea bero zegoen: " + i)));
        mixed.append('\n');
      }
    }
    Files.writeString(folder.resolve("fr.jsonl"), fr);
    Files.writeString(folder.resolve("mixed.jsonl"), mixed);
    Map<String, byte[]> one = train(1);
    for (int threads : new int[] {2, 7}) {
      Map<String, byte[]> other = train(threads);
      one.forEach((name, bytes) -> assertArrayEquals(bytes, other.get(name), name));
    }
    JsonNode sample = Json.MAPPER.readTree(one.get("sample"));
    assertEquals(0.5, sample.at("/settings/alpha").asDouble());
    assertEquals(4000, sample.at("/languages/fr/availableDocuments").asInt());
    assertEquals(400, sample.at("/languages/eu/documents").asInt()); // less than its share
    double bytes = sample.at("/languages/fr/bytes").asDouble();
    double rest = 60_000 - sample.at("/languages/eu/bytes").asDouble();
    assertEquals(rest, bytes, 0.02 * rest);
    JsonNode tokenizer = Json.MAPPER.readTree(one.get("tokenizer"));
    assertEquals("<mask>", tokenizer.at("/added_tokens/4/content").asText());
    assertEquals("<reserved_1>", tokenizer.at("/added_tokens/6/content").asText());
  }

  @Test
  void refusesSpecialTokensThatAreThereTwiceAndVocabulariesWithoutRoomForThem() {
    assertTrue(
        refusal(() -> settings(600, List.of("<a>", "<a>"), 0)).contains("\"<a>\" is there twice"));
    assertTrue(refusal(() -> settings(600, List.of("</s>"), 0)).contains("\"</s>\""));
    assertTrue(refusal(() -> settings(600, List.of("<reserved_1>"), 2)).contains("<reserved_1>"));
    assertTrue(refusal(() -> settings(459, List.of(), 200)).contains("between 460"));
  }

  private static void settings(int vocabularySize, List<String> specials, int reserved) {
    new TokenizeSettings(
        vocabularySize,
        specials,
        reserved,
        false,
        SamplingSettings.EVERYTHING,
        TokenizeSettings.CountOn.MACHINE,
        64_000_000);
  }
}
