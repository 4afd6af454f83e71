package org.bloomery.plan.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.law.Repetition;

/// What a run of some tokens shows of each language.
///
/// @param totalTokens training tokens
/// @param rows in the order of the languages
/// @param effectiveTokens what the text with its repeats is worth in fresh tokens
/// @param source the policy
public record LanguagePlan(
    double totalTokens, List<Row> rows, double effectiveTokens, String source) {
  public static final List<Assumption> ASSUMED =
      List.of(Multilinguality.MODEL_EXPONENT, Multilinguality.DATA_EXPONENT);

  /// What one language gets.
  ///
  /// @param language its name
  /// @param uniqueTokens what there is of it
  /// @param share of the training tokens
  /// @param tokens seen in training
  /// @param epochs times that its text is read
  /// @param effectiveTokens what they are worth in fresh tokens, by Muennighoff et al. 2023, eq. 5
  /// @param lostShare part of its tokens that repetition wastes
  public record Row(
      String language,
      double uniqueTokens,
      double share,
      double tokens,
      double epochs,
      double effectiveTokens,
      double lostShare) {}

  public static LanguagePlan of(
      List<LanguageSize> languages, SamplingPolicy policy, double totalTokens) {
    if (languages.isEmpty()) {
      throw new RunFileException("a mixture of no languages cannot be divided; name at least one");
    }
    double[] shares = policy.shares(languages, totalTokens);
    List<Row> rows = new ArrayList<>();
    double effective = 0;
    for (int i = 0; i < shares.length; i++) {
      Row row = row(languages.get(i), shares[i], totalTokens);
      rows.add(row);
      effective += row.effectiveTokens();
    }
    return new LanguagePlan(totalTokens, List.copyOf(rows), effective, policy.source());
  }

  private static Row row(LanguageSize language, double share, double totalTokens) {
    double tokens = share * totalTokens;
    double epochs = tokens / language.tokens();
    double effective = Repetition.effectiveTokens(language.tokens(), epochs);
    return new Row(
        language.name(),
        language.tokens(),
        share,
        tokens,
        epochs,
        effective,
        tokens == 0 ? 0 : Math.max(0, 1 - effective / tokens));
  }

  /// The language that gets the least.
  public Row smallest() {
    return rows.stream().min(Comparator.comparingDouble(Row::tokens)).orElseThrow();
  }
}
