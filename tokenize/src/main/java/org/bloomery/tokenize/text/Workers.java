package org.bloomery.tokenize.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the same work on several threads and waits for all; the first failure is thrown as it was.
public final class Workers {
  private Workers() {}

  /// Gives what each worker returned, in the order of workers.
  public static <T> List<T> run(int threads, Callable<T> work) throws IOException {
    if (threads == 1) {
      return List.of(call(work));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(call(() -> value(future)));
      }
      return results;
    }
  }

  private static <T> T value(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case Exception exception -> throw exception;
        case null, default -> throw e;
      }
    }
  }

  private static <T> T call(Callable<T> work) throws IOException {
    try {
      return work.call();
    } catch (RuntimeException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a worker ended unexpectedly", e);
    }
  }
}
