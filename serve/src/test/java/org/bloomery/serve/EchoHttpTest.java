package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What lm-evaluation-harness asks of `local-completions`: log-probabilities of prompts.
class EchoHttpTest {
  /// The harness's own request.
  private static String request(List<int[]> prompts) {
    return "{\"model\":\"\",\"prompt\":%s,\"temperature\":0,\"max_tokens\":1,\"logprobs\":1,\"seed\":1234,\"echo\":true}"
        .formatted(Arrays.deepToString(prompts.toArray()));
  }

  @ParameterizedTest(name = "{0} heads")
  @ValueSource(ints = {4, 6})
  void echoedLogProbabilitiesAreThoseOfTransformers(int heads) throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(heads))) {
      for (JsonNode recorded : RecordedFolders.recorded(heads).path("cases")) {
        int length = recorded.path("ids").size();
        JsonNode logProbs =
            client
                .complete(
                    "{\"prompt\":%s,\"temperature\":0,\"max_tokens\":1,\"logprobs\":1,\"echo\":true}"
                        .formatted(recorded.path("ids")))
                .path("choices")
                .get(0)
                .path("logprobs");
        for (String key : List.of("tokens", "token_logprobs", "top_logprobs", "text_offset")) {
          assertEquals(length + 1, logProbs.path(key).size(), key);
        }
        assertTrue(logProbs.path("token_logprobs").get(0).isNull());
        assertTrue(logProbs.path("top_logprobs").get(0).isNull());
        for (int i = 1; i < length; i++) {
          assertEquals(
              recorded.path("log_probs").get(i - 1).asDouble(),
              logProbs.path("token_logprobs").get(i).asDouble(),
              2e-5);
        }
        assertEquals(
            recorded.path("next_log_prob").asDouble(),
            logProbs.path("token_logprobs").get(length).asDouble(),
            2e-5);
      }
    }
  }

  @Test
  void theEchoOfAGreedyTextIsGreedyToTheBit() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(6))) {
      JsonNode made =
          client.complete(
              "{\"prompt\":[9,8,7],\"max_tokens\":60,\"temperature\":0,\"ignore_eos\":true}");
      String text = made.path("choices").get(0).path("text").asText();
      assertFalse(text.isEmpty());
      List<int[]> prompts = new ArrayList<>();
      Random random = new Random(5);
      for (int i = 0; i < 40; i++) {
        prompts.add(random.ints(1 + random.nextInt(40), 4, 320).toArray());
      }
      for (JsonNode choice : client.complete(request(prompts)).path("choices")) {
        JsonNode logProbs = choice.path("logprobs");
        for (int i = 1; i < logProbs.path("tokens").size(); i++) {
          double own = logProbs.path("token_logprobs").get(i).asDouble();
          double highest = Double.NEGATIVE_INFINITY;
          for (JsonNode top : logProbs.path("top_logprobs").get(i)) {
            highest = Math.max(highest, top.asDouble());
          }
          assertTrue(own <= highest);
          assertTrue(logProbs.path("top_logprobs").get(i).size() <= 2);
        }
        int last = logProbs.path("tokens").size() - 1; // the greedy token itself
        assertEquals(
            logProbs.path("token_logprobs").get(last),
            logProbs.path("top_logprobs").get(last).elements().next());
      }
    }
  }

  @Test
  void answersAreBitEqualAloneInABatchAndOnEightThreads()
      throws IOException, InterruptedException, ExecutionException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      prompts.add(random.ints(1 + random.nextInt(90), 4, 320).toArray());
    }
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4));
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      JsonNode batch = client.complete(request(prompts)).path("choices");
      List<Future<JsonNode>> alone = new ArrayList<>();
      List<Future<JsonNode>> continued = new ArrayList<>();
      for (int[] prompt : prompts) {
        alone.add(threads.submit(() -> client.complete(request(List.<int[]>of(prompt)))));
        continued.add(threads.submit(() -> client.complete(sampled(prompt))));
      }
      for (int i = 0; i < prompts.size(); i++) {
        JsonNode single = alone.get(i).get().path("choices").get(0);
        assertEquals(batch.get(i).path("logprobs"), single.path("logprobs"), "seed " + seed);
        assertEquals(
            client.complete(sampled(prompts.get(i))).path("choices"),
            continued.get(i).get().path("choices"),
            "seed " + seed);
      }
    }
  }

  private static String sampled(int[] prompt) {
    return "{\"prompt\":%s,\"max_tokens\":10,\"logprobs\":2,\"seed\":5}"
        .formatted(Arrays.toString(prompt));
  }

  @Test
  void echoesWithoutGenerating() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4))) {
      JsonNode choice =
          client
              .complete(
                  "{\"prompt\":\"नमस्ते दुनिया\",\"max_tokens\":0,\"echo\":true,\"logprobs\":3}")
              .path("choices")
              .get(0);
      assertEquals("नमस्ते दुनिया", choice.path("text").asText());
      int tokens = client.served.tokenizer().encode("नमस्ते दुनिया").length;
      assertEquals(tokens, choice.path("logprobs").path("tokens").size());
      JsonNode offsets = choice.path("logprobs").path("text_offset");
      for (int i = 1; i < tokens; i++) {
        assertTrue(offsets.get(i).asInt() >= offsets.get(i - 1).asInt());
        assertTrue(offsets.get(i).asInt() <= 13);
      }
    }
  }
}
