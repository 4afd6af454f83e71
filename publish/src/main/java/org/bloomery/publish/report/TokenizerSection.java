package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// How finely the tokenizer cuts each language.
final class TokenizerSection {
  private TokenizerSection() {}

  static String of(RunFolder run) {
    JsonNode languages = run.json(StageName.TOKENIZER, "fertility.json").path("languages");
    if (languages.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    languages
        .properties()
        .forEach(entry -> {
          JsonNode counts = entry.getValue();
          rows.add(
              List.of(
                  entry.getKey(),
                  counts.path("unit").asText("word"),
                  Numbers.decimals(
                      counts
                          .path(
                              counts.path("unit").asText().equals("character")
                                  ? "tokensPerCharacter"
                                  : "tokensPerWord")
                          .asDouble(Double.NaN),
                      2),
                  Numbers.decimals(counts.path("bytesPerToken").asDouble(Double.NaN), 2),
                  Numbers.whole(counts.path("documents").asDouble())));
        });
    return new Html()
        .table(
            "Fertility: tokens a word, or a character in scripts without spaces (less means that the"
                + " vocabulary suits the language)",
            List.of("language", "tokens a", "fertility", "bytes a token", "documents measured"),
            rows)
        .toString();
  }
}
