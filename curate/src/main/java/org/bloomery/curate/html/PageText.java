package org.bloomery.curate.html;

/// What came of a page.
public sealed interface PageText {
  /// The text, perhaps empty.
  record Found(String text) implements PageText {}

  /// The page cannot be used.
  ///
  /// @param reason short name to count by: `page-too-long`, `page-too-slow`, `unknown-charset`
  /// @param detail what exactly was wrong
  record Unreadable(String reason, String detail) implements PageText {}
}
