package org.bloomery.artifact.page;

import java.util.Locale;

/// Numbers as the report shows them.
public final class Numbers {
  private Numbers() {}

  /// Digits in groups of three, with a thin no-break space (ISO 80000-1).
  public static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f');
  }

  public static String decimals(double value, int count) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + count + "f", value) : "–";
  }

  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f\u202f%%", 100 * share) : "–";
  }

  public static String megabytes(double bytes) {
    return bytes < 1e6
        ? String.format(Locale.ROOT, "%.0f\u202fkB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f\u202fMB", bytes / 1e6);
  }

  public static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f\u202fs", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d\u202fmin %02d\u202fs", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d\u202fh %02d\u202fmin", whole / 3600, whole % 3600 / 60);
  }

  /// Short form for axes and headings: 3.5M, 12k.
  public static String brief(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return trimmed(value / 1e9) + "\u202fG";
    }
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "\u202fM";
    }
    return size >= 1e3 ? trimmed(value / 1e3) + "\u202fk" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
