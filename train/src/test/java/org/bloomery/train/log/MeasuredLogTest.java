package org.bloomery.train.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.train.gauge.NoiseScale;
import org.bloomery.train.gauge.ParameterNorms;
import org.bloomery.train.gauge.StepGauges;
import org.bloomery.train.gauge.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredLogTest {
  @TempDir Path folder;

  private static void step(MeasuredLog log, long step) throws IOException {
    NoiseScale.Pair pair = new NoiseScale.Pair(2, 5.0 + step % 3, 8, 2.0 + step % 2);
    log.step(
        new MeasuredLog.Step(step, 8 * step, 128 * step, 2.5, 1.5, 1e-3, 8, 1),
        0.5,
        128,
        new StepGauges(new Work(1e6, 1.3e6, 150_000_000, 1e9, 8, 2), pair, 7.0, 0.25));
    if (step % 2 == 0) {
      log.norms(
          step,
          List.of(
              new ParameterNorms("layer 00", "a", 3, 1),
              new ParameterNorms("layer 00", "b", 4, 0)));
    }
  }

  private JsonNode last(String file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllLines(folder.resolve(file)).getLast());
  }

  @Test
  void tellsTheSameNumbersToBothLogs() throws IOException {
    try (MeasuredLog log = MeasuredLog.open(folder, 0, Clock.systemUTC())) {
      step(log, 1);
      step(log, 2);
    }
    JsonNode line = last("steps.jsonl");
    assertEquals(16, line.get("samplesPerSecond").asDouble());
    assertEquals(256, line.get("tokensPerSecond").asDouble());
    assertEquals(256e6, line.get("modelFlopsPerSecond").asDouble());
    assertEquals(0.256, line.get("modelFlopsUtilisation").asDouble(), 1e-12);
    assertEquals(7, line.get("weightNorm").asDouble());
    JsonNode layer = last("layers.jsonl").get("layers").get("layer 00");
    assertEquals(5, layer.get("gradient").asDouble(), 1e-12);
    String events = events();
    for (String tag :
        List.of(
            "params-norm/params-norm vs tokens",
            "num-zeros/share of zeros",
            "noise-scale/noise-scale vs samples",
            "iteration-time/TFLOPs per gpu (estimated)",
            "iteration-time/tokens per second per replica",
            "iteration-time/world_size",
            "iteration-time/MFU",
            "lm-loss-training/lm loss vs gigaflos (without embeddings)",
            "gradient-norm-by-layer/layer 00")) {
      assertTrue(events.contains(tag), tag);
    }
  }

  private String events() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("tensorboard"))) {
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aResumedLogAveragesAsAnUninterruptedOne() throws IOException {
    try (MeasuredLog log = MeasuredLog.open(folder, 0, Clock.systemUTC())) {
      for (int step = 1; step <= 9; step++) {
        step(log, step);
      }
    }
    JsonNode whole = last("steps.jsonl");
    List<String> layers = Files.readAllLines(folder.resolve("layers.jsonl"));
    Files.writeString(
        folder.resolve("steps.jsonl"), "{\"step\":1", StandardOpenOption.APPEND); // a kill's trace
    try (MeasuredLog log = MeasuredLog.open(folder, 5, Clock.systemUTC())) {
      for (int step = 6; step <= 9; step++) {
        step(log, step);
      }
    }
    assertEquals(whole, last("steps.jsonl"));
    assertEquals(9, Files.readAllLines(folder.resolve("steps.jsonl")).size());
    assertEquals(layers, Files.readAllLines(folder.resolve("layers.jsonl")));
  }

  @Test
  void leavesOutWhatWasNotMeasured() throws IOException {
    try (MeasuredLog log = MeasuredLog.open(folder, 0, Clock.systemUTC())) {
      log.step(new MeasuredLog.Step(1, 8, 128, 2.5, 1.5, 1e-3, 8, 1), 0.5, 128, StepGauges.NONE);
    }
    assertFalse(last("steps.jsonl").has("noise"));
    assertFalse(last("steps.jsonl").has("modelFlopsPerSecond"));
    assertFalse(events().contains("MFU"));
  }

  @Test
  void showsTheSettingsAsATable() throws IOException {
    MeasuredLog.describe(folder, Map.of("model", Map.of("hidden", 64), "clip", 1.0));
    String events = events();
    assertTrue(events.contains("args/text_summary"));
    assertTrue(events.contains("| model.hidden | 64 |"));
  }
}
