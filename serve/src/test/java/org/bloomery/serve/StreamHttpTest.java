package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamHttpTest {
  private static String joined(List<JsonNode> events, int index) {
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events) {
      for (JsonNode choice : event.path("choices")) {
        if (choice.path("index").asInt() == index) {
          text.append(choice.path("text").asText());
        }
      }
    }
    return text.toString();
  }

  @Test
  void partsJoinToTheWholeAnswer() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4))) {
      String body =
          "{\"prompt\":[\"The smith\",\"铁在\"],\"max_tokens\":40,\"n\":2,\"seed\":3,\"echo\":true,\"logprobs\":1%s}";
      JsonNode whole = client.complete(body.formatted("")).path("choices");
      List<JsonNode> events =
          client.stream(
              body.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
      for (int index = 0; index < 4; index++) {
        assertEquals(whole.get(index).path("text").asText(), joined(events, index));
      }
      int offset = 0;
      int tokens = 0;
      for (JsonNode event : events) {
        JsonNode choice = event.path("choices").path(0);
        if (!choice.isMissingNode() && choice.path("index").asInt() == 0) {
          tokens += choice.path("logprobs").path("tokens").size();
          for (JsonNode at : choice.path("logprobs").path("text_offset")) {
            assertTrue(at.asInt() >= offset);
            offset = at.asInt();
          }
        }
      }
      assertEquals(whole.get(0).path("logprobs").path("tokens").size(), tokens);
      JsonNode usage = events.getLast();
      assertTrue(usage.path("choices").isEmpty());
      assertEquals(160, usage.path("usage").path("completion_tokens").asInt(), 159);
    }
  }

  @Test
  void charactersOfSeveralTokensComeWhole() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4))) {
      String wanted = "🔥नि🧑‍🏭ष";
      int[] ids = client.served.tokenizer().encode(wanted);
      assertTrue(ids.length > wanted.codePointCount(0, wanted.length()), "tokens split characters");
      Completion completion = new Completion();
      List<String> pieces = new ArrayList<>();
      var decoder = client.served.tokenizer().streamingDecoder();
      StopStrings stops = new StopStrings(List.of("ष"));
      for (int id : ids) {
        pieces.add(stops.add(decoder.add(id)));
        completion.add(new Piece(pieces.getLast(), List.of(), null));
      }
      assertEquals("🔥नि🧑‍🏭", completion.piece().text());
      pieces.forEach(piece -> assertFalse(piece.contains("\uFFFD"), piece));
    }
  }

  @Test
  void noPartHasHalfACharacter() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(6))) {
      int[] fire = client.served.tokenizer().encode("🔥");
      assertEquals(4, fire.length, "an emoji is four byte tokens here");
      // Penalties and biases that make the model write the four bytes of an emoji in any order.
      StringBuilder bias = new StringBuilder();
      for (int id : fire) {
        bias.append(bias.isEmpty() ? "" : ",").append("\"%d\":60".formatted(id));
      }
      String body =
          "{\"prompt\":\"a\",\"max_tokens\":200,\"seed\":1,\"temperature\":5,\"logit_bias\":{%s}%s}";
      String whole =
          client.complete(body.formatted(bias, "")).path("choices").get(0).path("text").asText();
      List<JsonNode> events = client.stream(body.formatted(bias, ",\"stream\":true"));
      assertEquals(whole, joined(events, 0));
    }
  }

  @Test
  void errorsComeBeforeTheStreamBegins() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4))) {
      assertEquals(
          400, client.post("/v1/completions", "{\"prompt\":[-5],\"stream\":true}").status());
    }
  }

  @Test
  void aClientThatGoesAwayFreesItsPlace() throws IOException {
    try (ApiClient client = new ApiClient(RecordedFolders.folder(4))) {
      String body = "{\"prompt\":\"The\",\"max_tokens\":2000,\"ignore_eos\":true,\"stream\":true}";
      for (int i = 0; i < 20; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.server.port())) {
          String request =
              "POST /v1/completions HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body);
          socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
          InputStream in = socket.getInputStream();
          assertTrue(in.read() >= 0);
        }
      }
      long start = System.nanoTime();
      client.complete("{\"prompt\":\"The\",\"max_tokens\":5}");
      assertTrue(System.nanoTime() - start < 10_000_000_000L, "the server is still busy");
    }
  }
}
