package org.bloomery.curate.operator;

import java.util.Set;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;

/// Drops documents in languages that the run does not train on.
final class WantedLanguage implements Operator {
  private final Set<String> wanted;

  WantedLanguage(CurateSettings settings) {
    wanted = Set.copyOf(settings.languages());
  }

  @Override
  public String name() {
    return "wanted-language";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    return wanted.contains(document.language())
        ? new Verdict.Keep(document)
        : new Verdict.Drop(document, "language-not-wanted", document.language());
  }
}
