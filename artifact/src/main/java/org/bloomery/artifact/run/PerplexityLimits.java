package org.bloomery.artifact.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.run.filter.LanguageFiles;
import org.jspecify.annotations.Nullable;

/// A limit of perplexity belongs to a model. What a preset states was published for the models of
/// its authors (those of ROOTS count pieces of 13 SentencePiece vocabularies), so under the user's
/// own model it would drop nearly everything or nothing, and say nothing about it.
final class PerplexityLimits {
  private static final String PRESET = "preset ";
  private static final String KEY = "maximumPerplexity";

  private PerplexityLimits() {}

  /// What is wrong when the run names a model of a language, but only a preset states the limit.
  static Optional<String> problem(Run run, TomlNode.Table values) {
    Path models = run.curate().operators().languageModels();
    if (models == null) {
      return Optional.empty();
    }
    List<String> borrowed = new ArrayList<>();
    for (String language : run.curate().languages()) {
      TomlNode limit = limit(values, language);
      if (limit instanceof TomlNode.Leaf(Object value, String origin)
          && origin.startsWith(PRESET)
          && LanguageFiles.model(models, language).isPresent()) {
        borrowed.add(language + " (" + value + " from " + origin + ")");
      }
    }
    return borrowed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "curate.operators.languageModels = \""
                + models
                + "\" holds models of languages whose limit of perplexity was published for another"
                + " model: "
                + String.join(", ", borrowed)
                + "; a limit means nothing under another model, so state curate.language.XX."
                + KEY
                + " of each, from the quantiles that `bloomery curate model` prints");
  }

  private static @Nullable TomlNode limit(TomlNode.Table values, String language) {
    TomlNode own = at(values, "curate", "language", language, KEY);
    String base = LanguageCode.base(language);
    if (own == null && !base.equals(language)) {
      return limit(values, base);
    }
    return own == null ? at(values, "curate", "defaults", KEY) : own;
  }

  private static @Nullable TomlNode at(TomlNode.Table table, String... path) {
    TomlNode node = table;
    for (String key : path) {
      node = node instanceof TomlNode.Table inner ? inner.entries().get(key) : null;
    }
    return node;
  }
}
