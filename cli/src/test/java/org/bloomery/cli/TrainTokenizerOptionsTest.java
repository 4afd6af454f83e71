package org.bloomery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.SamplingSettings;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What the words of a command line become.
class TrainTokenizerOptionsTest {
  private static TrainTokenizerOptions parse(String... more) {
    TrainTokenizerOptions options = new TrainTokenizerOptions();
    List<String> words = new ArrayList<>(List.of("--out", "t", "--vocab", "300", "a.txt"));
    words.addAll(List.of(more));
    new CommandLine(options).parseArgs(words.toArray(String[]::new));
    return options;
  }

  private static Map<String, Object> request(String... more) {
    return parse(more).request();
  }

  @Test
  void whatIsLeftOutIsLeftToTheRoom() {
    assertEquals(
        Map.of(
            "operation",
            "train",
            "out",
            "t",
            "vocabularySize",
            300,
            "deduplicateLines",
            false,
            "specialTokens",
            List.of(),
            "reservedTokens",
            0,
            "pattern",
            "bloom",
            "inputs",
            List.of("a.txt")),
        request());
    assertEquals(List.of(), parse().javaOptions());
  }

  @Test
  void everyOptionReachesTheRequest() {
    Map<String, Object> request =
        request(
            "b.jsonl",
            "--deduplicate-lines",
            "--special",
            "<mask>",
            "--special",
            "<sep>",
            "--reserved",
            "5",
            "--pre-tokenizer",
            "\\p{L}+|\\s+",
            "--threads",
            "7");
    assertEquals(List.of("a.txt", "b.jsonl"), request.get("inputs"));
    assertEquals(true, request.get("deduplicateLines"));
    assertEquals(List.of("<mask>", "<sep>"), request.get("specialTokens"));
    assertEquals(5, request.get("reservedTokens"));
    assertEquals("\\p{L}+|\\s+", request.get("pattern"));
    assertEquals(7, request.get("threads"));
  }

  @Test
  void memoryIsTheHeapAndTheBudget() {
    TrainTokenizerOptions options = parse("--memory", "0.1GB");
    assertEquals(100_000_000L, options.request().get("memoryBytes"));
    assertEquals("-Xmx100000000", options.javaOptions().getFirst());
  }

  @Test
  void readsSampling() {
    assertEquals(
        new SamplingSettings(SamplingSettings.Method.ALPHA, 0.3, null, 10_000_000_000L),
        request("--sampling", "alpha=0.3", "--sample-bytes", "10GB").get("sampling"));
    assertEquals(
        new SamplingSettings(
            SamplingSettings.Method.WEIGHTS, null, Map.of("fr", 2.0, "en", 0.5), 500L),
        request("--sampling", "weights=fr:2,en:0.5", "--sample-bytes", "500").get("sampling"));
    assertEquals(
        new SamplingSettings(SamplingSettings.Method.UNIMAX, null, null, 2_000_000L),
        request("--sampling", "unimax", "--sample-bytes", "2MB").get("sampling"));
    assertEquals(
        new SamplingSettings(SamplingSettings.Method.PROPORTIONAL, null, null, 1_000L),
        request("--sample-bytes", "1k").get("sampling"));
  }

  private static void refuses(
      Class<? extends BloomeryException> type, String sentence, String... more) {
    BloomeryException refusal = assertThrows(type, () -> request(more));
    assertTrue(String.valueOf(refusal.getMessage()).contains(sentence), refusal.getMessage());
  }

  @Test
  void wrongValuesGetASentence() {
    refuses(RunFileException.class, "--memory 8XB: not a number of bytes", "--memory", "8XB");
    refuses(RunFileException.class, "give at least 64MB", "--memory", "1MB");
    refuses(ResourceException.class, "more than this machine has", "--memory", "9000TB");
    refuses(RunFileException.class, "--sampling beta: unknown", "--sampling", "beta");
    refuses(RunFileException.class, "needs --sample-bytes", "--sampling", "alpha=0.3");
    refuses(RunFileException.class, "the value is missing", "--sampling", "alpha");
    refuses(RunFileException.class, "takes no value", "--sampling", "unimax=3");
    String[] sample = {"--sample-bytes", "1GB", "--sampling", ""};
    for (Map.Entry<String, String> each :
        Map.of(
                "alpha=x", "x is no number",
                "alpha=3", "alpha = 3.0 must be in [0, 1]",
                "weights=fr", "fr must be LANGUAGE:WEIGHT",
                "weights=fr:-1", "weights must be 0 or more")
            .entrySet()) {
      sample[3] = each.getKey();
      refuses(RunFileException.class, each.getValue(), sample);
    }
  }
}
