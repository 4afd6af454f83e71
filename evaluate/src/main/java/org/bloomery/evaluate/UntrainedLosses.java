package org.bloomery.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Json;

/// Held-out losses by language before the first step of training, nats a token: the first line of
/// `training/held-out.jsonl`.
final class UntrainedLosses {
  private static final String FILE = "held-out.jsonl";

  private UntrainedLosses() {}

  static Map<String, Double> read(Path training) throws IOException {
    Map<String, Double> losses = new TreeMap<>();
    Path file = training.resolve(FILE);
    if (!Files.exists(file)) {
      return losses;
    }
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      JsonNode line = Json.MAPPER.readTree(first == null ? "{}" : first);
      if (line.path("step").asLong(-1) == 0) {
        line.path("loss")
            .properties()
            .forEach(entry -> losses.put(entry.getKey(), entry.getValue().asDouble()));
      }
    }
    return losses;
  }
}
