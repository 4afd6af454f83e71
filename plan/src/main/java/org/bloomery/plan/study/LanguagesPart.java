package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bloomery.artifact.run.study.LanguagePlanSettings;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.language.LanguageSize;
import org.bloomery.plan.language.Roots;
import org.bloomery.plan.language.SamplingPolicy;

/// How the tokens are divided among languages.
///
/// @param source where the sizes of the languages come from
/// @param chosen by the policy of the run file, for the tokens of the plan
/// @param others the same tokens under other policies
/// @param cells for each cell of the training matrix, row by row
public record LanguagesPart(
    String source, LanguagePlan chosen, List<LanguagePlan> others, List<Cell> cells) {

  /// What a cell of the training matrix means for languages.
  ///
  /// @param smallest the language that sees the fewest tokens
  /// @param smallestTokens that it sees
  /// @param mostRepeated the language whose text is read most often; `all` where all are read alike
  /// @param mostEpochs how often
  /// @param effectiveTokens what all tokens with their repeats are worth in fresh ones
  public record Cell(
      double parameters,
      double margin,
      double tokens,
      String smallest,
      double smallestTokens,
      String mostRepeated,
      double mostEpochs,
      double effectiveTokens) {}

  static LanguagesPart of(LanguagePlanSettings settings, TrainingMatrix matrix, double tokens) {
    boolean roots = settings.corpus() != null;
    List<LanguageSize> sizes =
        roots ? Roots.languages() : sizes(Objects.requireNonNull(settings.availableTokens()));
    SamplingPolicy policy = policy(settings);
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
      row.cells()
          .forEach(cell ->
              cells.add(
                  cell(
                      row.parameters(),
                      cell.margin(),
                      LanguagePlan.of(sizes, policy, cell.tokens()))));
    }
    return new LanguagesPart(
        roots ? Roots.SOURCE : "run file, plan.languages.availableTokens",
        LanguagePlan.of(sizes, policy, tokens),
        List.copyOf(others),
        List.copyOf(cells));
  }

  private static Cell cell(double parameters, double margin, LanguagePlan plan) {
    LanguagePlan.Row repeated =
        plan.rows().stream()
            .max(java.util.Comparator.comparingDouble(LanguagePlan.Row::epochs))
            .orElseThrow();
    LanguagePlan.Row smallest = plan.smallest();
    return new Cell(
        parameters,
        margin,
        plan.totalTokens(),
        smallest.language(),
        smallest.tokens(),
        repeated.epochs() < 1.001 * smallest.epochs() ? "all" : repeated.language(),
        repeated.epochs(),
        plan.effectiveTokens());
  }

  private static List<LanguageSize> sizes(Map<String, Double> tokens) {
    List<LanguageSize> sizes = new ArrayList<>();
    new TreeMap<>(tokens).forEach((name, count) -> sizes.add(new LanguageSize(name, count)));
    return sizes;
  }

  private static SamplingPolicy policy(LanguagePlanSettings settings) {
    return switch (settings.method()) {
      case PROPORTIONAL -> new SamplingPolicy.Proportional();
      case ALPHA -> new SamplingPolicy.Alpha(Objects.requireNonNull(settings.alpha()));
      case WEIGHTS -> new SamplingPolicy.Fixed(Objects.requireNonNull(settings.weights()));
      case UNIMAX -> new SamplingPolicy.UniMax(Objects.requireNonNull(settings.maximumEpochs()));
    };
  }
}
