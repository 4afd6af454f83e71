package org.bloomery.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bloomery.artifact.InputException;

/// Runs the work of requests on as many threads as there are cores; what comes on top of that waits
/// in line, and what finds the line full is refused.
///
/// These are threads of the platform: libtorch keeps state for each thread, which must not wander.
final class WorkQueue implements AutoCloseable {
  private final ThreadPoolExecutor threads;

  /// @param waiting how many requests may wait
  WorkQueue(int workers, int waiting) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(waiting),
            work -> {
              Thread thread = new Thread(work, "answers-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /// Puts work in line.
  ///
  /// @throws RequestRefused with status 429 when the line is full
  <T> Future<T> submit(Callable<T> work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      RequestRefused full =
          new RequestRefused(
              429,
              "rate_limit_error",
              null,
              "%d requests are waiting already; try again later."
                  .formatted(threads.getQueue().size()));
      full.addSuppressed(e);
      throw full;
    }
  }

  /// Waits for work; what it threw is thrown here.
  static <T> T result(Future<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RequestRefused refused -> throw refused;
        case InputException input -> throw RequestRefused.invalid(null, message(input));
        case null, default -> throw new IllegalStateException("the work failed", e);
      }
    }
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
