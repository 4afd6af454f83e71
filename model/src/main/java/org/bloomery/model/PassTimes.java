package org.bloomery.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Time spent in each kind of segment, added up over layers, passes and threads; or, when off, a
/// test of one field and nothing else.
public final class PassTimes {
  /// Measures nothing.
  public static final PassTimes OFF = new PassTimes(false);

  private final boolean on;
  private final Map<Key, LongAdder> nanos = new ConcurrentHashMap<>();

  /// Which way a segment was run.
  public enum Way {
    FORWARD,
    /// The forward pass done again for a backward pass.
    AGAIN,
    BACKWARD
  }

  private record Key(String part, Way way) {}

  /// Seconds of all threads together.
  ///
  /// @param part kind of segment: its name without the layer
  public record Entry(String part, Way way, double seconds) {}

  private PassTimes(boolean on) {
    this.on = on;
  }

  /// Times that start at zero.
  public static PassTimes measuring() {
    return new PassTimes(true);
  }

  /// The time, if it is wanted.
  public long start() {
    return on ? System.nanoTime() : 0;
  }

  /// Counts the time since `start` for a segment.
  void add(Segment segment, Way way, long start) {
    if (on) {
      add(kind(segment.name()), way, start);
    }
  }

  /// Counts the time since `start` for something else.
  public void add(String part, Way way, long start) {
    if (on) {
      nanos
          .computeIfAbsent(new Key(part, way), _ -> new LongAdder())
          .add(System.nanoTime() - start);
    }
  }

  /// `attention` of `attention 3`.
  private static String kind(String name) {
    int end = 0;
    while (end < name.length() && !Character.isDigit(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end).strip();
  }

  /// What was counted so far.
  public List<Entry> entries() {
    return nanos.entrySet().stream()
        .map(e -> new Entry(e.getKey().part, e.getKey().way, e.getValue().sum() / 1e9))
        .sorted(Comparator.comparing(Entry::part).thenComparing(Entry::way))
        .toList();
  }
}
