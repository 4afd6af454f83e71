package org.bloomery.curate.operator;

import org.bloomery.artifact.Document;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;

/// Asks the identifier about documents whose language their source states, as ac_dc did with OSCAR
/// (`check_lang_id`): another answer drops a document, the same one gives it the confidence that
/// [LanguageConfidence] then looks at. Languages that the identifier does not know stay as stated.
final class ConfirmLanguage implements Operator {
  private final boolean isStated;
  private final IdentifyLanguage identifier;

  ConfirmLanguage(CurateSettings settings, SourceCard card) {
    isStated = !card.languages().contains(SourceCard.IDENTIFY);
    identifier = IdentifyLanguage.open(settings);
  }

  @Override
  public String name() {
    return "confirm-language";
  }

  @Override
  public String version() {
    return identifier.version();
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    String stated = document.language();
    if (!isStated || !identifier.knows(LanguageCode.base(stated))) {
      return view.keep();
    }
    return switch (identifier.ask(document)) {
      case Verdict.Drop drop -> drop;
      case Verdict.Keep(Document found) when isSame(found.language(), stated) ->
          new Verdict.Keep(document.withLanguage(stated, found.languageConfidence()));
      case Verdict.Keep(Document found) ->
          view.drop("language-differs", found.language() + " " + found.languageConfidence());
    };
  }

  private static boolean isSame(String found, String stated) {
    return found.equals(LanguageCode.base(stated));
  }
}
