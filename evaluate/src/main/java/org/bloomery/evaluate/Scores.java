package org.bloomery.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All of `scores.json`.
///
/// @param conditionedOn the token that stands before every document
/// @param contextTokens tokens that the model reads at once
/// @param languages by code
/// @param choiceOfAll the multiple-choice task over all languages' items
record Scores(
    String conditionedOn,
    int contextTokens,
    Map<String, LanguageScore> languages,
    ChoiceScore choiceOfAll) {

  /// One language. Bits per byte are rounded to six decimals, far below their error.
  ///
  /// @param documents held-out documents that were scored
  /// @param bitsPerByteUntrained of the initial weights, from the held-out loss that training
  ///   measured before its first step; absent where it measured none
  /// @param xzPlain XZ at level 9 on the same text
  /// @param xzPrimed the same after `primingBytes` of training text
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LanguageScore(
      int documents,
      long bytes,
      long tokens,
      double bitsPerByte,
      @Nullable Double bitsPerByteUntrained,
      double xzPlain,
      double xzPrimed,
      long primingBytes,
      ChoiceScore choice) {}

  static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
