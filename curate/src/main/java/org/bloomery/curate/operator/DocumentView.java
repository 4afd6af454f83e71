package org.bloomery.curate.operator;

import java.util.Map;
import org.bloomery.artifact.Document;
import org.bloomery.curate.text.TextView;

/// A document on its way through the operators, with what they measure on its text.
///
/// @param fields what else the source says about it, for example `title`
public record DocumentView(Document document, TextView text, Map<String, String> fields) {
  public DocumentView {
    fields = Map.copyOf(fields);
  }

  public static DocumentView of(Document document) {
    return of(document, Map.of());
  }

  public static DocumentView of(Document document, Map<String, String> fields) {
    return new DocumentView(document, new TextView(document.text(), document.language()), fields);
  }

  public String language() {
    return document.language();
  }

  /// The view of what an operator made of the document; measures stay where the text does.
  public DocumentView next(Document kept) {
    boolean same =
        kept.text().equals(document.text()) && kept.language().equals(document.language());
    return same
        ? new DocumentView(kept, text, fields)
        : new DocumentView(kept, new TextView(kept.text(), kept.language()), fields);
  }

  /// The document goes on as it is.
  Verdict keep() {
    return new Verdict.Keep(document);
  }

  /// The document goes on with this text.
  Verdict keep(String changed) {
    return changed.equals(document.text()) ? keep() : new Verdict.Keep(withText(changed));
  }

  /// The document is set aside.
  Verdict drop(String reason, String detail) {
    return new Verdict.Drop(document, reason, detail);
  }

  Document withText(String changed) {
    return document.withText(changed);
  }
}
