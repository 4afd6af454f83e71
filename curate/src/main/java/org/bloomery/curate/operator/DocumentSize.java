package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;

/// Sets documents aside that are longer than any text that people write, before operators whose
/// memory grows with the text see them.
final class DocumentSize implements Operator {
  private final int maximum;

  DocumentSize(CurateSettings settings) {
    maximum = settings.operators().maximumCharacters();
  }

  @Override
  public String name() {
    return "document-size";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    int length = view.document().text().length();
    return length <= maximum
        ? view.keep()
        : view.drop("too-large", length + " characters > " + maximum);
  }
}
