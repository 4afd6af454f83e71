package org.bloomery.artifact.page;

/// Marks of a measurement, told apart by their shapes.
public enum Mark {
  CIRCLE("<circle r=\"5\" class=\"hollow\"/>"),
  DISC("<circle r=\"5.5\" class=\"solid\"/>"),
  DIAMOND("<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"hollow\"/>"),
  FULL_DIAMOND("<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"half\"/>"),
  TRIANGLE("<path d=\"M0-6L6 5H-6Z\" class=\"hollow\"/>"),
  SQUARE("<path d=\"M-5-5H5V5H-5Z\" class=\"half\"/>"),
  CROSS("<path d=\"M-5-5L5 5M-5 5L5-5\" class=\"hollow\"/>"),
  PLUS("<path d=\"M0-6V6M-6 0H6\" class=\"hollow\"/>"),
  /// The one that all others are compared with.
  STAR(
      "<path d=\"M0-9L2.4-3.2 8.6-2.8 3.8 1.2 5.3 7.3 0 4-5.3 7.3-3.8 1.2-8.6-2.8-2.4-3.2Z\""
          + " class=\"solid\"/>"),
  /// For the many.
  DOT("<circle r=\"2.4\" class=\"point\"/>"),
  SMALL_CROSS("<path d=\"M-3-3L3 3M-3 3L3-3\" class=\"slight\"/>");

  private final String markup;

  Mark(String markup) {
    this.markup = markup;
  }

  /// Centred on the origin.
  String markup() {
    return markup;
  }
}
