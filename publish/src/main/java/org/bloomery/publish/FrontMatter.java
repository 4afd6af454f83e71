package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.PublishSettings;

/// The YAML head of a model card, in the keys that the Hugging Face Hub reads.
///
/// Strings are written as JSON strings, which YAML takes as they are; so the language code `no`
/// stays a string.
final class FrontMatter {
  private static final String CODE = "code";

  private final StringBuilder yaml = new StringBuilder("---\n");

  private FrontMatter() {}

  static String of(PublishSettings settings, JsonNode scores) {
    return new FrontMatter().write(settings, scores);
  }

  private String write(PublishSettings settings, JsonNode scores) {
    List<String> languages = new ArrayList<>();
    scores.path("languages").fieldNames().forEachRemaining(languages::add);
    pair(0, "license", settings.licence());
    yaml.append("language:\n");
    languages.stream().filter(l -> !l.equals(CODE)).forEach(this::item);
    pair(0, "pipeline_tag", "text-generation");
    pair(0, "library_name", "transformers");
    yaml.append("tags:\n");
    item("bloom");
    item("bloomery");
    if (languages.contains(CODE)) {
      item(CODE);
    }
    if (!languages.isEmpty()) {
      results(settings.title(), scores);
    }
    return yaml.append("---\n").toString();
  }

  private void results(String title, JsonNode scores) {
    yaml.append("model-index:\n- ");
    pair(0, "name", title);
    yaml.append("  results:\n");
    scores
        .path("languages")
        .properties()
        .forEach(entry -> {
          JsonNode score = entry.getValue();
          task(
              "Language modelling",
              "held-out-" + entry.getKey(),
              "Held-out text, " + entry.getKey());
          metric("bits_per_byte", "bits per byte", score.path("bitsPerByte"));
          if (score.path("choice").path("items").asInt() > 0) {
            metric(
                "accuracy",
                "which passage follows, by length in bytes",
                score.path("choice").path("byteAccuracy"));
          }
        });
  }

  private void task(String name, String type, String dataset) {
    yaml.append("  - task:\n");
    pair(6, "type", "text-generation");
    pair(6, "name", name);
    yaml.append("    dataset:\n");
    pair(6, "type", type);
    pair(6, "name", dataset);
    yaml.append("    metrics:\n");
  }

  private void metric(String type, String name, JsonNode value) {
    yaml.append("    - ");
    pair(0, "type", type);
    pair(6, "name", name);
    yaml.append("      value: ").append(value.asText()).append('\n');
  }

  private void pair(int indent, String key, String value) {
    yaml.append(" ".repeat(indent)).append(key).append(": ").append(Json.line(value)).append('\n');
  }

  private void item(String value) {
    yaml.append("- ").append(Json.line(value)).append('\n');
  }
}
