package org.bloomery.serve;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bloomery.serve.CompletionRequest.Prompt;

/// Sends a completion as server-sent events: a part in each, `[DONE]` at the end, and a comment now
/// and then while nothing comes, which keeps proxies from closing the connection. When the client
/// has gone, the work stops.
final class CompletionStream {
  private static final Event DONE = new Event("data: [DONE]\n\n", true);
  private static final Event PING = new Event(": still at work\n\n", false);
  private static final int PING_SECONDS = 10;

  /// What goes over the wire.
  private record Event(String text, boolean last) {}

  private final ServedModel served;
  private final Completions completions;
  private final WorkQueue queue;
  private final CompletionRequest request;
  private final CompletionJson json;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  CompletionStream(
      ServedModel served,
      Completions completions,
      WorkQueue queue,
      CompletionRequest request,
      CompletionJson json) {
    this.served = served;
    this.completions = completions;
    this.queue = queue;
    this.request = request;
    this.json = json;
  }

  void send(ServerResponse response) throws InterruptedException {
    Future<Boolean> work = queue.submit(this::work);
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    response.header(HeaderNames.CACHE_CONTROL, "no-cache");
    try (OutputStream out = response.outputStream()) {
      boolean last = false;
      while (!last) {
        Event event = events.poll(PING_SECONDS, TimeUnit.SECONDS);
        event = event == null ? PING : event;
        out.write(event.text().getBytes(StandardCharsets.UTF_8));
        out.flush();
        last = event.last();
      }
    } catch (IOException | UncheckedIOException e) {
      work.cancel(false); // the client has gone
    } finally {
      cancelled.set(true);
    }
  }

  private boolean work() {
    try {
      List<LogProbsJson> logProbs = new ArrayList<>();
      for (int i = 0; i < request.prompts().size() * request.samples(); i++) {
        logProbs.add(new LogProbsJson(served));
      }
      echo(logProbs);
      int generated =
          completions.stream(
              request,
              (index, piece) -> put(json.part(index, piece, logProbs.get(index))),
              cancelled::get);
      if (request.includeUsage()) {
        put(json.usagePart(generated));
      }
    } catch (RequestRefused e) {
      put(Errors.object(e));
    } catch (RuntimeException e) {
      put(Errors.object(Errors.bug(e)));
    }
    events.add(DONE);
    return true;
  }

  private void echo(List<LogProbsJson> logProbs) {
    if (!request.echo()) {
      return;
    }
    List<List<TokenScore>> scores = completions.promptScores(request);
    for (int index = 0; index < logProbs.size(); index++) {
      Prompt prompt = request.prompts().get(index / request.samples());
      List<TokenScore> tokens =
          scores.isEmpty()
              ? List.of()
              : scores.get(index / request.samples()).subList(0, prompt.ids().length);
      put(json.part(index, new Piece(prompt.text(), tokens, null), logProbs.get(index)));
    }
  }

  private void put(Object part) {
    events.add(new Event("data: " + Wire.text(part) + "\n\n", false));
  }
}
