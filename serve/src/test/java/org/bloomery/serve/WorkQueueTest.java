package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  @Test
  void refusesWhatFindsTheLineFull() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    try (WorkQueue queue = new WorkQueue(1, 1)) {
      Future<Integer> running = queue.submit(() -> waitFor(go, 1));
      Future<Integer> waiting = queue.submit(() -> waitFor(go, 2));
      RequestRefused full = assertThrows(RequestRefused.class, () -> queue.submit(() -> 3));
      assertEquals(429, full.status());
      go.countDown();
      assertEquals(3, WorkQueue.result(running) + WorkQueue.result(waiting));
    }
  }

  private static int waitFor(CountDownLatch go, int answer) throws InterruptedException {
    go.await();
    return answer;
  }

  @Test
  void tellsWhatTheWorkThrew() {
    try (WorkQueue queue = new WorkQueue(1, 8)) {
      Future<Integer> refused =
          queue.submit(() -> {
            throw new InputException("a wrong id");
          });
      assertEquals(
          400, assertThrows(RequestRefused.class, () -> WorkQueue.result(refused)).status());
      Future<Integer> bug =
          queue.submit(() -> {
            throw new IllegalArgumentException("a bug");
          });
      assertThrows(IllegalStateException.class, () -> WorkQueue.result(bug));
    }
  }
}
