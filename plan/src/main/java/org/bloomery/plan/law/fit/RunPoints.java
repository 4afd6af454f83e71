package org.bloomery.plan.law.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.Manifest;

/// The training point of a run directory: size, tokens and held-out losses out of the manifest of
/// its finished training.
///
/// Only the end of a run counts: before that the learning rate has not come down, and the loss is
/// higher than that of a run planned for as many tokens (Hoffmann et al. 2022, section 3).
///
/// @param point the loss is the mean over the languages
/// @param losses held-out loss by language
/// @param tokenizer digest of the tokenizer, in whose tokens the loss is counted
/// @param shards digest of the text that was learnt from
record RunPoints(TrainingPoint point, Map<String, Double> losses, String tokenizer, String shards) {

  /// @param run a run directory, or its folder `training`
  static RunPoints read(Path run) {
    Path folder = Files.exists(run.resolve(Manifest.FILE)) ? run : run.resolve("training");
    if (!Files.exists(folder.resolve(Manifest.FILE))) {
      throw new InputException(
          run
              + " holds no finished training (training/manifest.json is missing); finish it with"
              + " bloomery train, or give a CSV file");
    }
    JsonNode manifest = Json.read(folder.resolve(Manifest.FILE), JsonNode.class);
    JsonNode counts = manifest.path("counts");
    Map<String, Double> losses = new TreeMap<>();
    counts
        .path("heldOutLoss")
        .properties()
        .forEach(entry -> losses.put(entry.getKey(), entry.getValue().asDouble()));
    double parameters = counts.path("parameters").asDouble();
    double tokens = counts.path("tokens").asDouble();
    if (losses.isEmpty() || !(parameters > 0) || !(tokens > 0)) {
      throw new InputException(
          folder
              + " is no training with held-out losses; give the directory of a run that was"
              + " trained with held-out text");
    }
    double mean = losses.values().stream().mapToDouble(l -> l).average().orElseThrow();
    return new RunPoints(
        TrainingPoint.of(run.toString(), parameters, tokens, mean),
        losses,
        manifest.path("inputs").path("tokenizer").asText(),
        manifest.path("inputs").path("shards").asText());
  }
}
