package org.bloomery.serve;

import java.util.List;

/// Finds the first stop text in text that comes piece by piece, and holds back what may turn out to
/// be the beginning of one.
final class StopStrings {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  StopStrings(List<String> stops) {
    this.stops = stops;
  }

  /// Takes the next piece.
  ///
  /// @return what can be shown now
  String add(String piece) {
    if (stopped) {
      return "";
    }
    held.append(piece);
    int first = Integer.MAX_VALUE;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0) {
        first = Math.min(first, at);
      }
    }
    if (first < Integer.MAX_VALUE) {
      stopped = true;
      return take(first);
    }
    return take(held.length() - longestBeginning());
  }

  /// Whether a stop text was met.
  boolean stopped() {
    return stopped;
  }

  /// What was held back and did not become a stop text after all.
  String end() {
    return stopped ? "" : take(held.length());
  }

  private String take(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    return text;
  }

  /// Length of the longest end of the held text that a stop text begins with.
  private int longestBeginning() {
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
        if (held.substring(held.length() - length).equals(stop.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
