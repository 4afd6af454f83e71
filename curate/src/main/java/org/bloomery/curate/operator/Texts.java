package org.bloomery.curate.operator;

import org.bloomery.artifact.Document;

/// Documents with one part replaced.
final class Texts {
  static final String CODE = "code";

  private Texts() {}

  static Document withText(Document document, String text) {
    return new Document(
        document.id(),
        text,
        document.language(),
        document.languageConfidence(),
        document.source(),
        document.licence(),
        document.url(),
        document.origin(),
        document.operators());
  }

  static Document withLanguage(Document document, String language, double confidence) {
    return new Document(
        document.id(),
        document.text(),
        language,
        confidence,
        document.source(),
        document.licence(),
        document.url(),
        document.origin(),
        document.operators());
  }
}
