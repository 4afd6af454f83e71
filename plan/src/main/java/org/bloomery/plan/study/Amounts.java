package org.bloomery.plan.study;

import java.util.Locale;
import org.bloomery.artifact.page.Numbers;

/// Numbers of a study as a person reads them.
public final class Amounts {
  private static final double GIB = 1L << 30;

  private Amounts() {}

  /// Plain where that is short, else with a power of ten.
  public static String text(double value) {
    double size = Math.abs(value);
    return value != 0 && (size >= 1e6 || size < 1e-3) ? Numbers.power(value) : Numbers.plain(value);
  }

  public static String gibibytes(double bytes) {
    return String.format(Locale.ROOT, bytes < 10 * GIB ? "%.2f" : "%.1f", bytes / GIB);
  }

  /// A stored size in both conventions, since they differ by a tenth at this scale.
  public static String stored(double bytes) {
    return bytes < 1e12
        ? String.format(Locale.ROOT, "%.2f GB (%.2f GiB)", bytes / 1e9, bytes / GIB)
        : String.format(Locale.ROOT, "%.3f TB (%.3f TiB)", bytes / 1e12, bytes / GIB / 1024);
  }

  /// Two decimals for small amounts, none for large ones.
  public static String count(double value) {
    return value < 10 ? Numbers.decimals(value, 2) : Numbers.whole(value);
  }

  /// In hours up to two days.
  public static String time(double days) {
    return days < 2
        ? String.format(Locale.ROOT, "%.1f hours", 24 * days)
        : String.format(Locale.ROOT, "%.2f days", days);
  }

  public static String teraflops(double flopsPerSecond) {
    return flopsPerSecond < 1e12
        ? String.format(Locale.ROOT, "%.2f GFLOP/s", flopsPerSecond / 1e9)
        : String.format(Locale.ROOT, "%.2f TFLOP/s", flopsPerSecond / 1e12);
  }
}
