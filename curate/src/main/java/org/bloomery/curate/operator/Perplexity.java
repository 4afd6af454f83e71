package org.bloomery.curate.operator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.LanguageFiles;
import org.bloomery.curate.ngram.NgramModel;
import org.jspecify.annotations.Nullable;

/// Drops documents that a model of the language finds unlikely: noise, lists, other languages. The
/// text is one sentence to the model, whose file is `LANG.ngrams` or `LANG.arpa` in the folder that
/// the run names. A language without a model or a limit is not judged.
final class Perplexity implements Operator {
  private final Thresholds thresholds;
  private final @Nullable Path folder;
  private final Map<String, Optional<NgramModel>> models = new HashMap<>();

  Perplexity(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    folder = settings.operators().languageModels();
  }

  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    @Nullable Double limit = thresholds.of(view.language()).maximumPerplexity();
    if (limit == null || folder == null) {
      return view.keep();
    }
    Optional<NgramModel> model = models.computeIfAbsent(view.language(), this::open);
    if (model.isEmpty()) {
      return view.keep();
    }
    double perplexity = model.get().perplexity(view.document().text());
    return perplexity <= limit ? view.keep() : view.drop("perplexity", perplexity + " > " + limit);
  }

  private Optional<NgramModel> open(String language) {
    return Optional.ofNullable(folder)
        .flatMap(models -> LanguageFiles.model(models, language))
        .map(NgramModel::open);
  }
}
