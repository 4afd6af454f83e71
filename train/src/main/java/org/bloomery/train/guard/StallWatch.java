package org.bloomery.train.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bloomery.tensor.collective.Standing;

/// Notices that training no longer gets on, and writes down what every thread was doing, and of
/// many ranks what each was at.
///
/// The time is the monotonic clock's: setting the date does not look like a stall. It is counted in
/// ticks, since time in which the whole process was stopped (`kill -STOP`, a suspended job) is
/// nobody's fault either.
public final class StallWatch implements AutoCloseable {
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private static final int MOST_NAMED = 3;

  private final Duration limit;
  private final Path dump;
  private final Supplier<Standing> ranks;
  private final Consumer<String> stalled;
  private final Thread thread;
  private volatile long beat = System.nanoTime();

  /// Watches from now on.
  ///
  /// @param limit time without a beat after which the work is taken for hung
  /// @param dump file for the stack of every thread
  /// @param stalled takes the sentence; called once
  public StallWatch(Duration limit, Path dump, Consumer<String> stalled) {
    this(limit, dump, () -> Standing.UNKNOWN, stalled);
  }

  /// The same for one of many ranks.
  ///
  /// @param ranks says what each of them is at
  public StallWatch(Duration limit, Path dump, Supplier<Standing> ranks, Consumer<String> stalled) {
    this.limit = limit;
    this.dump = dump;
    this.ranks = ranks;
    this.stalled = stalled;
    this.thread = Thread.ofPlatform().name("stall watch").daemon().start(this::watch);
  }

  /// The work gets on.
  public void beat() {
    beat = System.nanoTime();
  }

  private void watch() {
    long tick = Math.min(LONGEST_TICK.toNanos(), limit.toNanos() / 10);
    long seen = beat;
    long last = System.nanoTime();
    long quiet = 0;
    try {
      while (quiet < limit.toNanos()) {
        Thread.sleep(Duration.ofNanos(tick));
        long now = System.nanoTime();
        quiet = beat == seen ? quiet + Math.min(now - last, 2 * tick) : 0;
        seen = beat;
        last = now;
      }
    } catch (InterruptedException e) {
      return; // closed
    }
    Standing standing = ranks.get();
    write(standing);
    stalled.accept(
        "nothing got on for %d seconds (train.stallSeconds)%s; what every thread was doing stands in %s"
            .formatted(limit.toSeconds(), suspects(standing), dump));
  }

  private static String suspects(Standing standing) {
    List<String> suspects = standing.suspects();
    int more = suspects.size() - MOST_NAMED;
    return suspects.isEmpty()
        ? ""
        : ": "
            + String.join(", and ", suspects.subList(0, Math.min(MOST_NAMED, suspects.size())))
            + (more > 0 ? ", and " + more + " more" : "");
  }

  private void write(Standing standing) {
    StringBuilder text = new StringBuilder();
    standing.suspects().forEach(rank -> text.append(rank).append('\n'));
    standing.others().forEach(rank -> text.append(rank).append('\n'));
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread each = entry.getKey();
      text.append(each.getName()).append(' ').append(each.getState()).append('\n');
      for (StackTraceElement frame : entry.getValue()) {
        text.append("    at ").append(frame).append('\n');
      }
    }
    try {
      Files.createDirectories(dump.toAbsolutePath().getParent());
      Files.writeString(dump, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
