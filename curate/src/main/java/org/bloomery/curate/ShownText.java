package org.bloomery.curate;

import java.util.List;
import java.util.function.Predicate;
import org.bloomery.artifact.Document;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operator;
import org.bloomery.curate.operator.Verdict;

/// What of a document may be shown in samples, which are published with the run: nothing of one
/// whose terms forbid it, and no private data, also where an operator saw the text before it was
/// redacted. A text is redacted whole and cut after, because half an address is no longer found.
final class ShownText {
  private static final int SHOWN_CHARACTERS = 160;

  private final List<Operator> redaction;
  private final Predicate<Document> mayBeShown;

  ShownText(List<Operator> redaction, Predicate<Document> mayBeShown) {
    this.redaction = redaction;
    this.mayBeShown = mayBeShown;
  }

  boolean allows(Document document) {
    return mayBeShown.test(document);
  }

  /// A part of the document's text with a place in its first third.
  ///
  /// @param at the place, before redaction
  String around(Document document, int at) {
    String text = redacted(document);
    int place = redacted(document.withText(document.text().substring(0, at))).length();
    int from = Math.max(0, Math.min(place, text.length()) - SHOWN_CHARACTERS / 3);
    int to = Math.min(text.length(), from + SHOWN_CHARACTERS);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from--;
    }
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to);
  }

  /// What is said of a document, without its private data.
  String redacted(Document document, String said) {
    return redacted(document.withText(said));
  }

  private String redacted(Document document) {
    Document redacted = document;
    for (Operator operator : redaction) {
      if (!(operator.apply(DocumentView.of(redacted)) instanceof Verdict.Keep(Document kept))) {
        throw new IllegalStateException(operator.name() + " drops documents; it is to redact");
      }
      redacted = kept;
    }
    return redacted.text();
  }
}
