package org.bloomery.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Json;

/// A server on a free port, and questions to it.
final class ApiClient implements AutoCloseable {
  final ServedModel served;
  final ApiServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  ApiClient(Path folder) throws IOException {
    served = ServedModel.open(folder, _ -> {});
    server = ApiServer.start(served, "127.0.0.1", 0);
  }

  record Answer(int status, JsonNode json) {}

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address("127.0.0.1") + path));
  }

  Answer get(String path) {
    return answer(send(to(path)));
  }

  Answer post(String path, String body) {
    return answer(send(to(path).POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  Answer postBytes(String path, byte[] body) {
    return answer(send(to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body))));
  }

  private static Answer answer(HttpResponse<String> response) {
    try {
      return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode complete(String body) {
    Answer answer = post("/v1/completions", body);
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return answer.json();
  }

  /// The data of every event of a streamed answer, `[DONE]` left out.
  List<JsonNode> stream(String body) throws IOException {
    HttpResponse<String> response =
        send(to("/v1/completions").POST(HttpRequest.BodyPublishers.ofString(body)));
    String type = response.headers().firstValue("content-type").orElse("");
    if (!type.startsWith("text/event-stream") || !response.body().endsWith("data: [DONE]\n\n")) {
      throw new AssertionError(type + "\n" + response.body());
    }
    List<JsonNode> events = new ArrayList<>();
    for (String line : response.body().lines().toList()) {
      if (line.startsWith("data: {")) {
        events.add(Json.MAPPER.readTree(line.substring("data: ".length())));
      }
    }
    return events;
  }

  @Override
  public void close() {
    server.close();
    served.close();
  }
}
