package org.bloomery.curate.operator;

import java.util.List;
import java.util.function.BiFunction;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;

/// The registry: every operator, in the order in which they run. Filters come after the language is
/// known, since their thresholds depend on it; cheap ones come first; redaction comes last, so that
/// placeholders are not counted as words.
public final class Operators {
  /// Makes an operator for a run and a source.
  public interface Factory extends BiFunction<CurateSettings, SourceCard, Operator> {}

  public static final List<Factory> REGISTRY =
      List.of(
          (settings, card) -> new Normalise(),
          IdentifyLanguage::new,
          (settings, card) -> new WantedLanguage(settings),
          (settings, card) -> new LanguageConfidence(settings),
          (settings, card) -> new WordCount(settings),
          (settings, card) -> new CharacterRepetition(settings),
          (settings, card) -> new WordRepetition(settings),
          (settings, card) -> new RedactEmails(),
          (settings, card) -> new RedactAddresses());

  private Operators() {}

  public static List<Operator> chain(CurateSettings settings, SourceCard card) {
    return REGISTRY.stream().map(factory -> factory.apply(settings, card)).toList();
  }
}
