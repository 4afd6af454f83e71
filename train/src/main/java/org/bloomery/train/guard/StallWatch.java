package org.bloomery.train.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Notices that training no longer gets on, and writes down what every thread was doing.
///
/// The time is the monotonic clock's: setting the date does not look like a stall. It is counted in
/// ticks, since time in which the whole process was stopped (`kill -STOP`, a suspended job) is
/// nobody's fault either.
public final class StallWatch implements AutoCloseable {
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final Duration limit;
  private final Path dump;
  private final Consumer<String> stalled;
  private final Thread thread;
  private volatile long beat = System.nanoTime();

  /// Watches from now on.
  ///
  /// @param limit time without a beat after which the work is taken for hung
  /// @param dump file for the stack of every thread
  /// @param stalled takes the sentence; called once
  public StallWatch(Duration limit, Path dump, Consumer<String> stalled) {
    this.limit = limit;
    this.dump = dump;
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
    writeStacks();
    stalled.accept(
        "nothing got on for %d seconds (train.stallSeconds); what every thread was doing stands in %s"
            .formatted(limit.toSeconds(), dump));
  }

  private void writeStacks() {
    StringBuilder text = new StringBuilder();
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
