package org.bloomery.curate.operator;

import org.bloomery.artifact.Document;

/// What an operator decided about a document.
public sealed interface Verdict {
  /// The document goes on, perhaps changed.
  record Keep(Document document) implements Verdict {}

  /// The document is set aside.
  ///
  /// @param document as it was when it was dropped
  /// @param reason short name to count by, the same for every document that the rule drops
  /// @param detail the value and the limit
  record Drop(Document document, String reason, String detail) implements Verdict {}
}
