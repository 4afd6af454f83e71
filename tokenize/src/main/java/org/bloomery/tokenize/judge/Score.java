package org.bloomery.tokenize.judge;

import org.jspecify.annotations.Nullable;

/// How one language fares with one vocabulary.
///
/// @param piecesReached pieces that some text of the language comes to, its training text included;
///   special tokens are no pieces
/// @param renyiEfficiency see [RenyiEfficiency]
/// @param premium see [ParallelText]; absent where the parallel text lacks the language
/// @param reference comparison with a vocabulary of the language's own; absent where there is none
public record Score(
    Fertility fertility,
    int piecesReached,
    double renyiEfficiency,
    @Nullable Double premium,
    @Nullable Comparison reference) {

  /// Fertility beside that of a monolingual reference on the same text.
  ///
  /// @param pointsWorse percentage points of fertility by which the language is worse off than with
  ///   the reference; negative where it is better off
  /// @param withinTenPoints BLOOM's criterion, not to degrade the fertility on any language by more
  ///   than 10 percentage points against monolingual tokenizers (Le Scao et al. 2022, "BLOOM",
  ///   §3.2). Where fertility is per character, where 10 points would be far more than for a word,
  ///   it may be a tenth worse than the reference
  public record Comparison(double pointsWorse, boolean withinTenPoints) {
    static Comparison of(Fertility own, Fertility reference) {
      double worse = own.perUnit() - reference.perUnit();
      double allowed = own.unit().equals(Fertility.WORD) ? 0.10 : 0.10 * reference.perUnit();
      return new Comparison(100 * worse, worse <= allowed + 1e-12);
    }
  }
}
