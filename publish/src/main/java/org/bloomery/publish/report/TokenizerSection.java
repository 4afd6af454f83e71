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
                  Numbers.decimals(counts.path("tokensPerWord").asDouble(Double.NaN), 2),
                  Numbers.decimals(counts.path("bytesPerToken").asDouble(Double.NaN), 2),
                  Numbers.whole(counts.path("documents").asDouble())));
        });
    return new Html()
        .table(
            "Fertility: tokens a word (less means that the vocabulary suits the language)",
            List.of("language", "tokens a word", "bytes a token", "documents measured"),
            rows)
        .toString();
  }
}
