package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.bloomery.model.PassTimes;
import org.bloomery.model.PassTimes.Entry;
import org.bloomery.model.PassTimes.Way;
import org.bloomery.tensor.collective.WaitTimes;
import org.bloomery.train.gauge.RankTime;

/// Where the time of one rank's training steps goes: its own computing, and stays in collectives.
/// Only what all ranks do in every step counts; logs, evaluations and checkpoints do not.
final class StepClock {
  private static final double SECOND = 1e9;

  private final WaitTimes waits;
  private final PassTimes passes;
  private final Map<String, Long> waited = new TreeMap<>();
  private long nanos;

  /// @param waits of this rank
  /// @param passes counts parts of its computing
  StepClock(WaitTimes waits, PassTimes passes) {
    this.waits = waits;
    this.passes = passes;
  }

  /// Counts the time of `work`, which is a part of its own unless `part` is empty.
  double count(String part, DoubleSupplier work) {
    Map<String, Long> before = waits.byGroup();
    long total = waits.total();
    long start = System.nanoTime();
    double result = work.getAsDouble();
    nanos += System.nanoTime() - start;
    waits
        .byGroup()
        .forEach((group, spent) ->
            waited.merge(group, spent - before.getOrDefault(group, 0L), Long::sum));
    if (!part.isEmpty()) {
      passes.add(part, Way.FORWARD, start + waits.total() - total);
    }
    return result;
  }

  /// The time so far.
  RankTime time() {
    long inside = waited.values().stream().mapToLong(Long::longValue).sum();
    return new RankTime((nanos - inside) / SECOND, inside / SECOND);
  }

  /// The time of each part, stays in collectives by group.
  List<Entry> parts() {
    List<Entry> parts = new ArrayList<>(passes.entries());
    waited.forEach((group, spent) -> {
      if (spent > 0) {
        parts.add(new Entry("communication: " + group, Way.FORWARD, spent / SECOND));
      }
    });
    return parts;
  }
}
