package org.bloomery.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Threads that each compute a part of the work with operators of one thread.
///
/// On the CPU this is faster than operators of many threads: libtorch's and BLAS's own threads
/// fight for the cores between small operators, and each operator waits for its slowest thread.
/// Here threads meet once a pass.
public final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;

  private Workers(int count) {
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("worker-", 0).daemon().factory());
  }

  /// Starts `count` workers, and makes every operator of this process use one thread.
  public static Workers start(int count) {
    Libtorch.setThreads(1);
    return new Workers(count);
  }

  /// Number of workers.
  public int count() {
    return count;
  }

  /// Runs the tasks, one a worker, and waits for all.
  ///
  /// @return their results, in order
  public <T> List<T> run(List<Supplier<T>> tasks) {
    List<Future<T>> running = new ArrayList<>();
    for (Supplier<T> task : tasks) {
      running.add(threads.submit(task::get));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : running) {
      results.add(result(future));
    }
    return results;
  }

  /// Runs tasks `0 … tasks-1`: each worker takes the next one that nobody has begun, so they are
  /// begun in order. Waits for all.
  public void forEach(int tasks, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Supplier<Integer> share =
        () -> {
          int done = 0;
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
            done++;
          }
          return done;
        };
    run(Collections.nCopies(Math.min(count, tasks), share));
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while workers were computing", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
