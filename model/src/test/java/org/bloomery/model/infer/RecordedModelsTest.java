package org.bloomery.model.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models saved by transformers, with the log-probabilities that it gives in fp64: recorded by
/// peers/record_bloom_folders.py.
class RecordedModelsTest {
  private static Path folder(int heads) throws URISyntaxException {
    URL config = RecordedModelsTest.class.getResource("/bloom-" + heads + "-heads/config.json");
    return Objects.requireNonNull(Path.of(Objects.requireNonNull(config).toURI()).getParent());
  }

  private static int[] ids(JsonNode recorded) {
    return Json.MAPPER.convertValue(recorded.path("ids"), int[].class);
  }

  @ParameterizedTest(name = "{0} heads")
  @ValueSource(ints = {4, 6})
  void scoresLikeTransformers(int heads) throws IOException, URISyntaxException {
    JsonNode cases =
        Json.read(folder(heads).resolve("recorded.json"), JsonNode.class).path("cases");
    assertTrue(cases.size() >= 8);
    try (InferenceModel model = InferenceModel.open(folder(heads))) {
      Scorer scorer = new Scorer(model);
      for (JsonNode recorded : cases) {
        int[] ids = ids(recorded);
        SequenceScores scores = scorer.score(List.of(ScoreRequest.all(ids, 1))).getFirst();
        for (int i = 1; i < ids.length; i++) {
          assertEquals(
              recorded.path("log_probs").get(i - 1).asDouble(), scores.logProb(i), 2e-5, "at " + i);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} heads")
  @ValueSource(ints = {4, 6})
  void continuesLikeTransformers(int heads) throws IOException, URISyntaxException {
    JsonNode cases =
        Json.read(folder(heads).resolve("recorded.json"), JsonNode.class).path("cases");
    try (InferenceModel model = InferenceModel.open(folder(heads))) {
      Decoder decoder = new Decoder(model);
      for (JsonNode recorded : cases) {
        try (Continuation continuation = decoder.start(ids(recorded))) {
          Distribution next = new Distribution(continuation.logits());
          int best = recorded.path("next").asInt();
          assertEquals(best, next.top(1)[0]);
          assertEquals(recorded.path("next_log_prob").asDouble(), next.logProb(best), 2e-5);
        }
      }
    }
  }
}
