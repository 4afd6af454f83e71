package org.bloomery.plan.figure;

import java.util.Locale;
import org.bloomery.artifact.Progress;

/// Numbers as a person reads them.
public final class Quantities {
  private static final String[] SCALES = {"", "k", "M", "G", "T", "P", "E", "Z"};

  private Quantities() {}

  /// Three significant digits and a decimal prefix: 176 G, 3.46 M.
  public static String scaled(double value) {
    int scale = 0;
    double rest = value;
    while (rest >= 999.5 && scale < SCALES.length - 1) {
      rest /= 1000;
      scale++;
    }
    if (scale == 0 && rest == Math.rint(rest)) {
      return String.format(Locale.ROOT, "%.0f", rest);
    }
    int decimals = rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
    String number = String.format(Locale.ROOT, "%." + decimals + "f", rest);
    return SCALES[scale].isEmpty() ? number : number + " " + SCALES[scale];
  }

  public static String text(Figure figure) {
    return switch (figure.unit()) {
      case "bytes" -> bytes(figure.value().doubleValue());
      case "seconds" -> Progress.duration(figure.value().doubleValue());
      default -> withUnit(scaled(figure.value().doubleValue()), figure.unit());
    };
  }

  private static String megabytes(double count) {
    return count < 10
        ? String.format(Locale.ROOT, "%.1f MiB", count)
        : String.format(Locale.ROOT, "%.0f MiB", count);
  }

  /// A prefix belongs to its unit: 150 TFLOP, but 150 FLOP.
  private static String withUnit(String scaled, String unit) {
    return Character.isDigit(scaled.charAt(scaled.length() - 1)) && !unit.isEmpty()
        ? scaled + " " + unit
        : scaled + unit;
  }

  public static String bytes(double bytes) {
    if (bytes < 1 << 20) {
      return String.format(Locale.ROOT, "%.0f KiB", bytes / 1024);
    }
    return bytes < 1 << 30
        ? megabytes(bytes / (1 << 20))
        : String.format(Locale.ROOT, "%.2f GiB", bytes / (1 << 30));
  }
}
