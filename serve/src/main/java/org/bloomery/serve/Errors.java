package org.bloomery.serve;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Error objects of the OpenAI API.
final class Errors {
  private static final System.Logger LOG = System.getLogger(Errors.class.getName());

  private Errors() {}

  static Map<String, Object> object(RequestRefused refused) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("message", refused.getMessage());
    error.put("type", refused.type());
    error.put("param", refused.parameter());
    error.put("code", refused.status() == 404 ? "not_found" : null);
    return Map.of("error", error);
  }

  static void send(ServerResponse response, RequestRefused refused) {
    if (refused.status() == 429) {
      response.header(HeaderNames.RETRY_AFTER, "1");
    }
    ApiServer.send(response, refused.status(), object(refused));
  }

  /// What nobody foresaw: the trace goes to the log, and to the client goes no more than that.
  static void bug(ServerResponse response, Throwable e) {
    send(response, bug(e));
  }

  static RequestRefused bug(Throwable e) {
    LOG.log(System.Logger.Level.ERROR, "a request failed; this is a bug, please report it", e);
    return new RequestRefused(
        500, "server_error", null, "The server failed; its log has the reason.");
  }
}
