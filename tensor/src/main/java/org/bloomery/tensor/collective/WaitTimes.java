package org.bloomery.tensor.collective;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The time that a rank spends inside collectives, by kind of group. It is the time in which data
/// moves and in which the rank waits for others to come; what is left of a step is its own
/// computing.
public final class WaitTimes {
  private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
  private volatile @Nullable Consumer<Wait> listener;

  WaitTimes() {}

  /// One stay inside a collective.
  ///
  /// @param group kind of group: the first word of its name
  /// @param startNanos by [System#nanoTime]
  /// @param endNanos likewise
  public record Wait(String group, long startNanos, long endNanos) {}

  /// Tells `listener` of every stay from now on; null: nobody.
  public void listen(@Nullable Consumer<Wait> listener) {
    this.listener = listener;
  }

  void add(String group, long startNanos) {
    long end = System.nanoTime();
    nanos.computeIfAbsent(group, _ -> new LongAdder()).add(end - startNanos);
    Consumer<Wait> told = listener;
    if (told != null) {
      told.accept(new Wait(group, startNanos, end));
    }
  }

  /// Nanoseconds so far, by kind of group.
  public Map<String, Long> byGroup() {
    Map<String, Long> sums = new TreeMap<>();
    nanos.forEach((group, sum) -> sums.put(group, sum.sum()));
    return sums;
  }

  /// Nanoseconds so far, of all groups together.
  public long total() {
    return nanos.values().stream().mapToLong(LongAdder::sum).sum();
  }
}
