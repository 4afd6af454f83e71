package org.bloomery.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;

/// The HTTP side: routes, JSON bodies, and error objects.
final class ApiServer implements AutoCloseable {
  private static final int LARGEST_BODY = 64 << 20;
  private static final int WAITING_REQUESTS = 1024;

  private final WebServer server;
  private final WorkQueue queue;

  private ApiServer(WebServer server, WorkQueue queue) {
    this.server = server;
    this.queue = queue;
  }

  /// Listens on `host` and `port`.
  ///
  /// @param port 0 takes a free one
  /// @throws ResourceException when the address cannot be had
  static ApiServer start(ServedModel served, String host, int port) {
    checkFree(host, port);
    WorkQueue queue = new WorkQueue(Runtime.getRuntime().availableProcessors(), WAITING_REQUESTS);
    WebServer server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(LARGEST_BODY)
            .idleConnectionTimeout(Duration.ofMinutes(30))
            .routing(routing -> route(routing, served, queue))
            .build();
    try {
      return new ApiServer(server.start(), queue);
    } catch (IllegalStateException | UncheckedIOException e) {
      queue.close();
      throw new ResourceException(
          "The server cannot start at %s port %d: %s.".formatted(host, port, e.getMessage()), e);
    }
  }

  /// Tries the port beforehand, since only a plain socket says why it cannot be had.
  private static void checkFree(String host, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ResourceException(
          "There is no address " + host + " on this machine; --host 127.0.0.1 is always there.", e);
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new ResourceException(
          "Port %d of %s cannot be used (%s); another server may have it: stop that one, or choose another with --port (0 takes a free one)."
              .formatted(port, host, e.getMessage()),
          e);
    }
  }

  private static void route(HttpRouting.Builder routing, ServedModel served, WorkQueue queue) {
    CompletionHandler completions = new CompletionHandler(served, queue);
    ModelHandler model = new ModelHandler(served);
    routing
        .post("/v1/completions", completions)
        .get("/v1/models", (_, response) -> send(response, 200, model.list()))
        .get("/v1/models/{id}", (request, response) -> send(response, 200, model.one(request)))
        .get("/health", (_, response) -> send(response, 200, model.health()))
        .get("/tokenizer_info", (_, response) -> send(response, 200, model.tokenizerInfo()))
        .post(
            "/tokenize", (request, response) -> send(response, 200, model.tokenize(body(request))))
        .post(
            "/detokenize",
            (request, response) -> send(response, 200, model.detokenize(body(request))))
        .any((request, _) -> {
          throw new RequestRefused(
              404,
              "invalid_request_error",
              null,
              "There is no " + request.prologue().method() + " " + request.path().path() + ".");
        })
        .error(RequestRefused.class, (_, response, e) -> Errors.send(response, e))
        .error(IllegalStateException.class, (_, response, e) -> Errors.bug(response, e));
  }

  /// The JSON object in the body of a request.
  static JsonNode body(ServerRequest request) {
    byte[] bytes;
    try (InputStream in = request.content().inputStream()) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the client has gone
    }
    return object(bytes);
  }

  private static JsonNode object(byte[] body) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(body);
    } catch (IOException e) {
      String what =
          e instanceof JsonProcessingException broken
              ? broken.getOriginalMessage()
              : e.getMessage();
      RequestRefused refused = RequestRefused.invalid(null, "The body is not valid JSON: " + what);
      refused.addSuppressed(e);
      throw refused;
    }
    if (!json.isObject()) {
      throw RequestRefused.invalid(null, "The body is not a JSON object.");
    }
    return json;
  }

  static void send(ServerResponse response, int status, Object json) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Wire.bytes(json));
  }

  /// Where it listens, as a URL.
  String address(String host) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + server.port();
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    queue.close();
  }
}
