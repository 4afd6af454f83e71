package org.bloomery.tensor.collective;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Runs ranks as threads of this process, over the same collectives as processes: for tests, and to
/// look at a layout without a cluster.
public final class ThreadRanks {
  private ThreadRanks() {}

  /// Runs `work` once for each rank.
  ///
  /// @param timeout the longest that a collective may take
  /// @return the results, by rank
  public static <T> List<T> run(int size, Duration timeout, Function<World, T> work) {
    Path file = temporary();
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        running.add(start(rank, size, file, timeout, work));
      }
      List<T> results = new ArrayList<>();
      RuntimeException first = null;
      for (Future<T> future : running) {
        try {
          results.add(future.get());
        } catch (ExecutionException e) {
          first = first == null ? failure(e) : first;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while ranks were running", e);
        }
      }
      if (first != null) {
        throw first;
      }
      return results;
    } finally {
      file.toFile().delete();
    }
  }

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("ranks", ".store");
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Future<T> start(
      int rank, int size, Path file, Duration timeout, Function<World, T> work) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          Rendezvous first = Rendezvous.inFile(file);
          Rendezvous second = Rendezvous.inFile(file);
          try (World world = World.join(rank, size, first, second, timeout, false)) {
            return told(world, work);
          }
        });
    Thread.ofPlatform().name("rank " + rank).daemon().start(task);
    return task;
  }

  private static <T> T told(World world, Function<World, T> work) {
    try {
      return work.apply(world);
    } catch (RuntimeException | Error e) {
      world.tellFailure(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(e.getCause());
  }
}
