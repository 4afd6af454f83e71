package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.run.study.LanguagePlanSettings;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.language.LanguageSize;
import org.bloomery.plan.language.MultilingualLaw;
import org.bloomery.plan.language.Multilinguality;
import org.bloomery.plan.language.Roots;
import org.bloomery.plan.language.SamplingPolicy;

/// How the tokens are divided among languages.
///
/// @param source where the sizes of the languages come from
/// @param chosen by the policy of the run file, for the size and the tokens of the plan
/// @param others the same tokens under other policies
/// @param cells for each cell of the training matrix, row by row
/// @param law constants of each language, where the policy is a fitted law
/// @param parametersFactor by which a model of these languages must be larger than one of a single
///   language for the same loss in each
/// @param tokensFactor by which it must see more
public record LanguagesPart(
    String source,
    LanguagePlan chosen,
    List<LanguagePlan> others,
    List<Cell> cells,
    List<MultilingualLaw.Family> law,
    double parametersFactor,
    double tokensFactor) {

  /// A cell of the training matrix, divided among languages.
  ///
  /// @param plan tokens, epochs and the cost of repeats of every language
  public record Cell(double parameters, double margin, LanguagePlan plan) {
    /// The language whose text is read most often; absent where all are read alike.
    public Optional<LanguagePlan.Row> mostRepeated() {
      return plan.rows().stream()
          .max(Comparator.comparingDouble(LanguagePlan.Row::epochs))
          .filter(row ->
              plan.rows().stream().anyMatch(least -> row.epochs() >= 1.001 * least.epochs()));
    }
  }

  static LanguagesPart of(
      LanguagePlanSettings settings,
      TrainingMatrix matrix,
      double parameters,
      double tokens,
      Assumptions assumed) {
    boolean roots = settings.corpus() != null;
    List<LanguageSize> sizes = sizes(settings);
    List<MultilingualLaw.Family> law = LanguageLaw.of(settings.law(), sizes);
    SamplingPolicy policy = policy(settings, law, parameters);
    List<LanguagePlan> others = new ArrayList<>();
    for (SamplingPolicy other :
        List.of(
            new SamplingPolicy.Proportional(),
            new SamplingPolicy.Alpha(0.3),
            new SamplingPolicy.UniMax(4))) {
      if (!other.equals(policy)) {
        others.add(LanguagePlan.of(sizes, other, tokens));
      }
    }
    List<Cell> cells = new ArrayList<>();
    for (TrainingMatrix.Row row : matrix.rows()) {
      SamplingPolicy ofSize = policy(settings, law, row.parameters());
      row.cells()
          .forEach(cell ->
              cells.add(
                  new Cell(
                      row.parameters(),
                      cell.margin(),
                      LanguagePlan.of(sizes, ofSize, cell.tokens()))));
    }
    return new LanguagesPart(
        roots ? Roots.SOURCE : "run file, plan.languages.availableTokens",
        LanguagePlan.of(sizes, policy, tokens),
        List.copyOf(others),
        List.copyOf(cells),
        law,
        Multilinguality.factor(sizes.size(), assumed.of(Multilinguality.MODEL_EXPONENT)),
        Multilinguality.factor(sizes.size(), assumed.of(Multilinguality.DATA_EXPONENT)));
  }

  /// Tokens of all languages together, each read once.
  static double uniqueTokens(LanguagePlanSettings settings) {
    return sizes(settings).stream().mapToDouble(LanguageSize::tokens).sum();
  }

  private static List<LanguageSize> sizes(LanguagePlanSettings settings) {
    return settings.corpus() != null
        ? Roots.languages()
        : sizes(Objects.requireNonNull(settings.availableTokens()));
  }

  private static List<LanguageSize> sizes(Map<String, Double> tokens) {
    List<LanguageSize> sizes = new ArrayList<>();
    new TreeMap<>(tokens).forEach((name, count) -> sizes.add(new LanguageSize(name, count)));
    return sizes;
  }

  /// @param parameters of the model, on which a fitted law depends
  private static SamplingPolicy policy(
      LanguagePlanSettings settings, List<MultilingualLaw.Family> law, double parameters) {
    return switch (settings.method()) {
      case PROPORTIONAL -> new SamplingPolicy.Proportional();
      case ALPHA -> new SamplingPolicy.Alpha(Objects.requireNonNull(settings.alpha()));
      case WEIGHTS -> new SamplingPolicy.Fixed(Objects.requireNonNull(settings.weights()));
      case FITTED -> new SamplingPolicy.Fitted(new MultilingualLaw(law), parameters);
      case UNIMAX -> new SamplingPolicy.UniMax(Objects.requireNonNull(settings.maximumEpochs()));
    };
  }
}
