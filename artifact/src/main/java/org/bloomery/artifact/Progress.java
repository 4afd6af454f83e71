package org.bloomery.artifact;

import java.util.Locale;

/// How far long work is, how fast, and how long it will take. Safe to use from several threads.
public final class Progress implements AutoCloseable {
  private static final long BAR_INTERVAL_NANOS = 100_000_000L;
  private static final long LINE_INTERVAL_NANOS = 10_000_000_000L;
  private static final int BAR_WIDTH = 24;

  private final Console console;
  private final String what;
  private final long total;
  private final String unit;
  private final long start = System.nanoTime();
  private long initial;
  private long done;
  private long shown = start;
  private String note = "";

  Progress(Console console, String what, long total, String unit) {
    this.console = console;
    this.what = what;
    this.total = total;
    this.unit = unit;
  }

  /// Work that an earlier, interrupted run had already done; it does not count for the rate.
  public synchronized void startAt(long alreadyDone) {
    initial = alreadyDone;
    done = alreadyDone;
  }

  public synchronized void advance(long amount) {
    done += amount;
    long now = System.nanoTime();
    long interval = console.isTerminal() ? BAR_INTERVAL_NANOS : LINE_INTERVAL_NANOS;
    if (now - shown >= interval) {
      shown = now;
      show(now);
    }
  }

  /// Facts shown behind the bar, for example a loss.
  public synchronized void note(String text) {
    note = text;
  }

  /// Units per second since the start.
  public synchronized double rate() {
    return (done - initial) / Math.max(1e-9, (System.nanoTime() - start) / 1e9);
  }

  private void show(long now) {
    double seconds = (now - start) / 1e9;
    double rate = (done - initial) / Math.max(1e-9, seconds);
    double share = total > 0 ? Math.min(1.0, (double) done / total) : 1.0;
    String left = rate > 0 ? duration((total - done) / rate) : "?";
    String facts =
        String.format(
            Locale.ROOT,
            "%s %3.0f%% %,d of %,d %s, %,.0f/s, %s left%s",
            what,
            100 * share,
            done,
            total,
            unit,
            rate,
            left,
            note.isEmpty() ? "" : ", " + note);
    if (console.isTerminal()) {
      int filled = (int) Math.round(share * BAR_WIDTH);
      console.bar("[" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "] " + facts);
    } else {
      console.line(facts);
    }
  }

  /// Minutes and seconds, or hours and minutes.
  public static String duration(double seconds) {
    long s = Math.max(0, Math.round(seconds));
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
  }

  @Override
  public synchronized void close() {
    console.clearBar();
  }
}
