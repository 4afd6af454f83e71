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

  /// Five digits or all of a whole number.
  public static String plain(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size >= 1e4 || value == Math.rint(value)) {
      return Double.isFinite(value) ? whole(value) : "–";
    }
    int before = (int) Math.floor(Math.log10(size)) + 1;
    String text = String.format(Locale.ROOT, "%." + Math.clamp(5 - before, 0, 12) + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /// As the field writes sizes of models and texts: 560M, 1.3B, 176B, 1.4T.
  public static String size(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return "–";
    }
    // Whatever would be rounded to 1000 of a unit is one of the next.
    if (size >= 999.5e9) {
      return threeDigits(value / 1e12) + "T";
    }
    if (size >= 999.5e6) {
      return threeDigits(value / 1e9) + "B";
    }
    if (size >= 999.5e3) {
      return threeDigits(value / 1e6) + "M";
    }
    return size >= 1e3 ? threeDigits(value / 1e3) + "k" : trimmed(value);
  }

  /// With a power of ten, as in 3.9·10²³; a power of ten alone is 10²³.
  public static String power(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : "–";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    String lead = threeDigits(value / Math.pow(10, exponent));
    if (lead.equals("10")) {
      lead = "1";
      exponent++;
    }
    String raised = "10" + raised(exponent);
    return lead.equals("1") ? raised : lead + "·" + raised;
  }

  private static String raised(int exponent) {
    StringBuilder raised = new StringBuilder();
    for (char digit : Integer.toString(exponent).toCharArray()) {
      raised.append(digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return raised.toString();
  }

  private static String threeDigits(double value) {
    double size = Math.abs(value);
    String form = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f";
    String text = String.format(Locale.ROOT, form, value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
