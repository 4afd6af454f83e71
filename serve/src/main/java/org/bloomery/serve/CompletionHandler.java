package org.bloomery.serve;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.Seeds;

/// `POST /v1/completions`.
final class CompletionHandler implements Handler {
  private final ServedModel served;
  private final WorkQueue queue;
  private final Completions completions;
  private final AtomicLong requests = new AtomicLong();
  private final long idSite;

  CompletionHandler(ServedModel served, WorkQueue queue) {
    this.served = served;
    this.queue = queue;
    this.completions = new Completions(served);
    this.idSite = Seeds.derive(Instant.now().toEpochMilli(), "answers");
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
    long number = requests.getAndIncrement();
    CompletionRequest wanted =
        // Without a seed, the first request since the start draws as the first one always does.
        CompletionRequestReader.read(
            served, ApiServer.body(request), Seeds.derive(0, "request", String.valueOf(number)));
    CompletionJson json =
        new CompletionJson(
            served,
            wanted,
            "cmpl-%016x".formatted(Seeds.bits(idSite, number)),
            Instant.now().getEpochSecond());
    if (wanted.stream()) {
      new CompletionStream(served, completions, queue, wanted, json).send(response);
    } else {
      Object answer = WorkQueue.result(queue.submit(() -> answer(wanted, json)));
      ApiServer.send(response, 200, answer);
    }
  }

  private Object answer(CompletionRequest wanted, CompletionJson json) {
    List<List<TokenScore>> echoed = completions.promptScores(wanted);
    return json.whole(completions.complete(wanted, echoed), echoed);
  }
}
