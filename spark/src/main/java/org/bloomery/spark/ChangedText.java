package org.bloomery.spark;

import org.bloomery.artifact.Document;
import org.bloomery.curate.operator.Verdict;

/// What becomes of a document when passages are taken out of its text.
final class ChangedText {
  private ChangedText() {}

  /// Keeps the document with its new text, or drops it when nothing is left.
  static Verdict of(Document document, String text, String step) {
    if (text.isBlank()) {
      return new Verdict.Drop(document, "empty", "nothing is left by " + step);
    }
    return new Verdict.Keep(document.withText(text));
  }
}
