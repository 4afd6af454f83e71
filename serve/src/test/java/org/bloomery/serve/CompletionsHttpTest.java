package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionsHttpTest {
  @SuppressWarnings("NullAway.Init")
  private ApiClient client;

  @BeforeAll
  void start() throws IOException {
    client = new ApiClient(RecordedFolders.folder(4));
  }

  @AfterAll
  void stop() {
    client.close();
  }

  @Test
  void answersEveryKindOfPrompt() {
    JsonNode text =
        client.complete("{\"prompt\":\"The bloomery\",\"max_tokens\":5,\"temperature\":0}");
    assertEquals("text_completion", text.path("object").asText());
    assertEquals("bloom-4-heads", text.path("model").asText());
    assertTrue(text.path("id").asText().startsWith("cmpl-"));
    int[] ids = client.served.tokenizer().encode("The bloomery");
    assertEquals(ids.length, text.path("usage").path("prompt_tokens").asInt());
    assertEquals(5, text.path("usage").path("completion_tokens").asInt());
    assertEquals("length", text.path("choices").get(0).path("finish_reason").asText());
    assertTrue(text.path("choices").get(0).path("logprobs").isNull());

    JsonNode two =
        client.complete(
            "{\"prompt\":[\"The\",\"The bloomery\"],\"max_tokens\":5,\"temperature\":0}");
    JsonNode byIds =
        client.complete(
            "{\"prompt\":%s,\"max_tokens\":5,\"temperature\":0}".formatted(Arrays.toString(ids)));
    JsonNode manyIds =
        client.complete(
            "{\"prompt\":[[4,5],%s],\"max_tokens\":5,\"temperature\":0}"
                .formatted(Arrays.toString(ids)));
    String expected = text.path("choices").get(0).path("text").asText();
    assertEquals(2, two.path("choices").size());
    assertEquals(expected, two.path("choices").get(1).path("text").asText());
    assertEquals(1, two.path("choices").get(1).path("index").asInt());
    assertEquals(expected, byIds.path("choices").get(0).path("text").asText());
    assertEquals(expected, manyIds.path("choices").get(1).path("text").asText());
  }

  @Test
  void repeatsASeedAndDrawsSamplesApart() {
    String body =
        "{\"prompt\":\"The\",\"max_tokens\":12,\"n\":3,\"seed\":7,\"top_p\":0.9,\"temperature\":1.2}";
    JsonNode first = client.complete(body).path("choices");
    JsonNode second = client.complete(body).path("choices");
    assertEquals(first, second);
    Set<String> texts = new HashSet<>();
    first.forEach(choice -> texts.add(choice.path("text").asText()));
    assertEquals(3, texts.size());
    JsonNode other = client.complete(body.replace("7", "8")).path("choices");
    assertNotEquals(first, other);
  }

  @Test
  void endsBeforeAStopText() {
    String body = "{\"prompt\":\"The\",\"max_tokens\":30,\"temperature\":0%s}";
    String whole = client.complete(body.formatted("")).path("choices").get(0).path("text").asText();
    String stop = whole.substring(5, 8);
    JsonNode cut =
        client
            .complete(
                body.formatted(",\"logprobs\":0,\"stop\":[\"zzzz\",\"" + escape(stop) + "\"]"))
            .path("choices")
            .get(0);
    assertEquals(whole.substring(0, whole.indexOf(stop)), cut.path("text").asText());
    assertEquals("stop", cut.path("finish_reason").asText());
    JsonNode logProbs = cut.path("logprobs");
    assertEquals(logProbs.path("tokens").size(), logProbs.path("token_logprobs").size());
    assertTrue(logProbs.path("tokens").size() < 30);
  }

  private static String escape(String text) {
    String json = Wire.text(text);
    return json.substring(1, json.length() - 1);
  }

  @Test
  void choosesTheBestOfMore() {
    JsonNode all =
        client.complete(
            "{\"prompt\":\"The\",\"max_tokens\":6,\"n\":6,\"seed\":3,\"logprobs\":0,\"temperature\":2}");
    JsonNode best =
        client.complete(
            "{\"prompt\":\"The\",\"max_tokens\":6,\"n\":1,\"best_of\":6,\"seed\":3,\"logprobs\":0,\"temperature\":2}");
    double highest = Double.NEGATIVE_INFINITY;
    String expected = "";
    for (JsonNode choice : all.path("choices")) {
      JsonNode logProbs = choice.path("logprobs").path("token_logprobs");
      double sum = 0;
      for (JsonNode logProb : logProbs) {
        sum += logProb.asDouble() / logProbs.size();
      }
      if (sum > highest) {
        highest = sum;
        expected = choice.path("text").asText();
      }
    }
    assertEquals(1, best.path("choices").size());
    assertEquals(expected, best.path("choices").get(0).path("text").asText());
  }

  @Test
  void biasForcesATokenAndPenaltyMovesAway() {
    int id = client.served.tokenizer().encode("x")[0];
    JsonNode forced =
        client.complete(
            "{\"prompt\":\"The\",\"max_tokens\":4,\"temperature\":0,\"logit_bias\":{\"%d\":100}}"
                .formatted(id));
    assertEquals("xxxx", forced.path("choices").get(0).path("text").asText());
    JsonNode tired =
        client.complete(
            "{\"prompt\":\"The\",\"max_tokens\":40,\"temperature\":0,\"logprobs\":0,\"presence_penalty\":2,\"frequency_penalty\":2}");
    List<String> tokens = new ArrayList<>();
    tired
        .path("choices")
        .get(0)
        .path("logprobs")
        .path("tokens")
        .forEach(t -> tokens.add(t.asText()));
    assertTrue(new HashSet<>(tokens).size() > 10, tokens.toString());
  }

  @Test
  void theEndOfTextTokenEndsACompletion() {
    String body =
        "{\"prompt\":\"The\",\"max_tokens\":9,\"temperature\":0,\"logprobs\":1,\"logit_bias\":{\"2\":100}%s}";
    JsonNode choice = client.complete(body.formatted("")).path("choices").get(0);
    assertEquals("", choice.path("text").asText());
    assertEquals("stop", choice.path("finish_reason").asText());
    assertEquals("</s>", choice.path("logprobs").path("tokens").get(0).asText());
    JsonNode on = client.complete(body.formatted(",\"ignore_eos\":true")).path("choices").get(0);
    assertEquals("length", on.path("finish_reason").asText());
    assertEquals(9, on.path("logprobs").path("tokens").size());
  }

  @Test
  void refusesWithAnErrorObject() {
    refused(400, "prompt", "{\"prompt\":[]}");
    refused(400, "prompt", "{\"prompt\":[1,-1]}");
    refused(400, "prompt", "{\"prompt\":[[1],[320]]}");
    refused(400, "prompt", "{\"prompt\":{}}");
    refused(400, "suffix", "{\"prompt\":\"a\",\"suffix\":\"b\"}");
    refused(400, "temperature", "{\"prompt\":\"a\",\"temperature\":-1}");
    refused(400, "temperature", "{\"prompt\":\"a\",\"temperature\":\"hot\"}");
    refused(400, "top_p", "{\"prompt\":\"a\",\"top_p\":0}");
    refused(400, "n", "{\"prompt\":\"a\",\"n\":0}");
    refused(400, "best_of", "{\"prompt\":\"a\",\"n\":2,\"best_of\":1}");
    refused(400, "best_of", "{\"prompt\":\"a\",\"best_of\":2,\"stream\":true}");
    refused(400, "max_tokens", "{\"prompt\":\"a\",\"max_tokens\":1.5}");
    refused(400, "stop", "{\"prompt\":\"a\",\"stop\":[1]}");
    refused(400, "logit_bias", "{\"prompt\":\"a\",\"logit_bias\":{\"x\":1}}");
    refused(400, "min_p", "{\"prompt\":\"a\",\"min_p\":0.1}");
    refused(400, "prompt", "{\"prompt\":[" + "4,".repeat(2047) + "4]}");
    refused(404, "model", "{\"prompt\":\"a\",\"model\":\"gpt-5\"}");
    refused(400, "", "{\"prompt\":");
    refused(400, "", "[1]");
    refused(400, "", "");
  }

  @Test
  void refusesABodyThatIsNoText() {
    byte[][] bodies = {
      {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, {0, 0, 0, 1, 2, 3}, {(byte) 0xfe}
    };
    for (byte[] body : bodies) {
      ApiClient.Answer answer = client.postBytes("/v1/completions", body);
      assertEquals(400, answer.status());
      assertEquals("invalid_request_error", answer.json().path("error").path("type").asText());
    }
  }

  private void refused(int status, String parameter, String body) {
    ApiClient.Answer answer = client.post("/v1/completions", body);
    JsonNode error = answer.json().path("error");
    assertEquals(status, answer.status(), body);
    assertEquals("invalid_request_error", error.path("type").asText(), body);
    assertEquals(parameter, error.path("param").asText("").replace("null", ""), body);
    assertTrue(error.path("message").asText().length() > 10, body);
  }

  @Test
  void fillsTheContextToTheLastToken() {
    JsonNode answer =
        client.complete(
            "{\"prompt\":["
                + "4,".repeat(2044)
                + "4],\"max_tokens\":50,\"temperature\":0,\"ignore_eos\":true}");
    assertEquals("length", answer.path("choices").get(0).path("finish_reason").asText());
    assertEquals(2048, answer.path("usage").path("total_tokens").asInt() - 1);
  }

  @Test
  void saysWhatItIs() {
    JsonNode models = client.get("/v1/models").json();
    assertEquals("list", models.path("object").asText());
    assertEquals("bloom-4-heads", models.path("data").get(0).path("id").asText());
    assertEquals(200, client.get("/v1/models/bloom-4-heads").status());
    assertEquals(404, client.get("/v1/models/other").status());
    assertEquals("ok", client.get("/health").json().path("status").asText());
    assertEquals(404, client.get("/nowhere").status());
    assertEquals(404, client.get("/v1/completions").status());
    assertTrue(
        client.get("/nowhere").json().path("error").path("message").asText().contains("/nowhere"));
  }

  @Test
  void tokenizesForHarnesses() {
    JsonNode info = client.get("/tokenizer_info").json();
    assertEquals("<s>", info.path("bos_token").asText());
    assertEquals("</s>", info.path("eos_token").asText());
    assertEquals("<pad>", info.path("pad_token").asText());
    JsonNode end =
        client.post("/tokenize", "{\"prompt\":\"</s>\",\"add_special_tokens\":false}").json();
    assertEquals("[2]", end.path("tokens").toString());
    for (JsonNode text : RecordedFolders.recorded(4).path("texts")) {
      JsonNode ids = client.post("/tokenize", "{\"prompt\":" + text.path("text") + "}").json();
      assertEquals(text.path("ids"), ids.path("tokens"));
      JsonNode back = client.post("/detokenize", "{\"tokens\":" + ids.path("tokens") + "}").json();
      assertEquals(text.path("text"), back.path("prompt"));
    }
    assertEquals(400, client.post("/tokenize", "{}").status());
    assertEquals(400, client.post("/detokenize", "{\"tokens\":[9999]}").status());
  }
}
