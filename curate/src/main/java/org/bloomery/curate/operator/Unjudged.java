package org.bloomery.curate.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.run.filter.LanguageFiles;
import org.bloomery.artifact.run.filter.OperatorSettings;
import org.jspecify.annotations.Nullable;

/// What the chains of a run name, and what does nothing in some languages, because these have no
/// list, no model or no limit. A filter that is silently none is the worst kind.
public final class Unjudged {
  /// An operator that needs a file for each language.
  private record Need(
      String operator,
      String what,
      Function<OperatorSettings, @Nullable Path> folder,
      BiFunction<Path, String, Optional<Path>> file,
      Function<FilterThresholds, @Nullable Double> limit) {}

  private static final List<Need> NEEDS =
      List.of(
          new Need(
              "stop-words",
              "list",
              OperatorSettings::stopWords,
              LanguageFiles::list,
              FilterThresholds::minimumStopWords),
          new Need(
              "remove-references",
              "list of stop words",
              OperatorSettings::stopWords,
              LanguageFiles::list,
              FilterThresholds::minimumStopWords),
          new Need(
              "flagged-words",
              "list",
              OperatorSettings::flaggedWords,
              LanguageFiles::list,
              FilterThresholds::maximumFlaggedWords),
          new Need(
              "perplexity",
              "model",
              OperatorSettings::languageModels,
              LanguageFiles::model,
              FilterThresholds::maximumPerplexity));

  private Unjudged() {}

  /// A sentence for each operator that some of the run's languages pass unseen.
  public static List<String> sentences(CurateSettings settings) {
    Set<String> named = new LinkedHashSet<>(Operators.names(settings.operators().chain()));
    settings
        .operators()
        .sourceChains()
        .values()
        .forEach(chain -> named.addAll(Operators.names(chain)));
    List<String> sentences = new ArrayList<>();
    for (Need need : NEEDS) {
      List<String> languages =
          settings.languages().stream().filter(code -> !isJudged(need, code, settings)).toList();
      if (named.contains(need.operator()) && !languages.isEmpty()) {
        sentences.add(
            need.operator()
                + " judges nothing in "
                + String.join(", ", languages)
                + ": there is no "
                + need.what()
                + " or no limit");
      }
    }
    return sentences;
  }

  private static boolean isJudged(Need need, String language, CurateSettings settings) {
    Path folder = need.folder().apply(settings.operators());
    return folder != null
        && need.limit().apply(settings.thresholds(language)) != null
        && need.file().apply(folder, language).isPresent();
  }
}
