package org.bloomery.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Lets passes that run on several threads add into one buffer, in the order of the passes: a pass
/// waits until the one before has added its share of the same part. Sums then have one order, so
/// that gradients do not depend on the number of threads, and there is one buffer instead of one
/// for each thread.
///
/// Threads that begin together fall behind each other by one part at the first place where they
/// meet, and hardly wait after it.
final class GradientTurns {
  private final GradientBuffer sums;
  private final Map<Place, Integer> done = new HashMap<>();
  private final List<List<Rows>> rows = new ArrayList<>();
  private @Nullable Throwable failure;

  private record Place(Parameter parameter, int part) {}

  private record Rows(Parameter parameter, Tensor ids, Tensor values) {}

  GradientTurns(GradientBuffer sums, int passes) {
    this.sums = sums;
    for (int pass = 0; pass < passes; pass++) {
      rows.add(new ArrayList<>());
    }
  }

  /// What pass number `pass` adds into. Passes must be begun in order.
  GradientSink of(int pass) {
    return new GradientSink() {
      @Override
      public void add(Parameter parameter, int part, Consumer<Tensor> change) {
        Place place = new Place(parameter, part);
        await(place, pass);
        change.accept(sums.of(parameter));
        finished(place);
      }

      @Override
      public void addRows(Parameter parameter, Tensor ids, Tensor values) {
        rows.get(pass).add(new Rows(parameter, Scope.keep(ids), Scope.keep(values)));
      }
    };
  }

  private synchronized void await(Place place, int pass) {
    while (failure == null && done.getOrDefault(place, 0) != pass) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for another pass", e);
      }
    }
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException("another pass has failed", failure);
    }
  }

  private synchronized void finished(Place place) {
    done.merge(place, 1, Integer::sum);
    notifyAll();
  }

  /// Wakes the passes that wait for one that has failed; they fail the same way.
  synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /// Adds the rows that passes have left, in the order of the passes; then nothing is left.
  void finish() {
    rows.forEach(pass -> pass.forEach(this::add));
    close();
  }

  private void add(Rows given) {
    try (Scope _ = Scope.open()) {
      sums.of(given.parameter).index_add_(0, given.ids, given.values);
    }
  }

  /// Drops what passes have left.
  void close() {
    for (List<Rows> pass : rows) {
      for (Rows given : pass) {
        Scope.release(given.ids);
        Scope.release(given.values);
      }
      pass.clear();
    }
  }
}
