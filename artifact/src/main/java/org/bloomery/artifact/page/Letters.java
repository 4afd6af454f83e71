package org.bloomery.artifact.page;

/// How wide a text is, before any browser has seen it. Pictures must keep labels apart in whatever
/// font the reader has, so that the guess is that of a wide one (DejaVu Sans at 12 pixels).
final class Letters {
  /// From the foot of a line to that of the next.
  static final double HEIGHT = 15;

  private static final String NARROW = "iljtfrI.,:;'|![]()/ \u202f";
  private static final String BROAD = "mwMW%@—…";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

  private Letters() {}

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
