package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.study.LanguagePlanSettings.Constants;
import org.bloomery.plan.language.LanguageSize;
import org.bloomery.plan.language.MultilingualLaw;
import org.jspecify.annotations.Nullable;

/// The run file's constants of a multilingual law, in the order of the mixture.
final class LanguageLaw {
  private LanguageLaw() {}

  /// Constants of each language, none without a law.
  static List<MultilingualLaw.Family> of(
      @Nullable Map<String, Constants> stated, List<LanguageSize> languages) {
    if (stated == null) {
      return List.of();
    }
    TreeSet<String> unknown = new TreeSet<>(stated.keySet());
    List<String> missing = new ArrayList<>();
    List<MultilingualLaw.Family> families = new ArrayList<>();
    for (LanguageSize language : languages) {
      Constants constants = stated.get(language.name());
      unknown.remove(language.name());
      if (constants == null) {
        missing.add(language.name());
      } else {
        families.add(family(language.name(), constants));
      }
    }
    if (!missing.isEmpty()) {
      throw new RunFileException(
          "plan.languages.law has no constants of "
              + String.join(", ", missing)
              + "; a law fits one corpus and tokenizer, so there are no defaults: give e, a, alpha,"
              + " b, beta and gamma of each language of the mixture");
    }
    if (!unknown.isEmpty()) {
      throw new RunFileException(
          "plan.languages.law."
              + unknown.first()
              + " belongs to no language of the mixture; remove it, or state its tokens");
    }
    return List.copyOf(families);
  }

  private static MultilingualLaw.Family family(String name, Constants constants) {
    Double weight = constants.weight();
    return new MultilingualLaw.Family(
        name,
        constants.e(),
        constants.a(),
        constants.alpha(),
        constants.b(),
        constants.beta(),
        constants.gamma(),
        weight == null ? 1 : weight);
  }
}
