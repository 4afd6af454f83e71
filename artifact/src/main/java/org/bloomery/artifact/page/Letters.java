package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// How wide a text is, before any browser has seen it. Pictures must keep labels apart in whatever
/// font the reader has, so that the guess is that of a wide one (DejaVu Sans at 12 pixels).
final class Letters {
  /// From the foot of a line to that of the next.
  static final double HEIGHT = 15;

  private static final String NARROW = "iljtfrI.,:;'|![]()/ \u202f";
  private static final String BROAD = "mwMW%@—…";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

  private Letters() {}

  /// Cut between words into lines of at most this width, as far as the words allow.
  static List<String> wrap(String text, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /// The beginning of a text that is too long, with a sign that there is more.
  static String cut(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    String cut = text;
    while (!cut.isEmpty() && width(cut + "…") > width) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut + "…";
  }

  static double width(String text) {
    return text.codePoints().mapToDouble(Letters::width).sum();
  }

  private static double width(int character) {
    if (NARROW.indexOf(character) >= 0) {
      return 4.8;
    }
    if (RAISED.indexOf(character) >= 0) {
      return 5.2;
    }
    if (BROAD.indexOf(character) >= 0) {
      return 12;
    }
    if (Character.isIdeographic(character)) {
      return 12.5;
    }
    return Character.isUpperCase(character) ? 8.8 : 7.6;
  }
}
