package org.bloomery.artifact.run;

import org.bloomery.artifact.Require;

/// The shape of the model.
///
/// @param architecture `bloom`
/// @param hidden width of the residual stream
/// @param layers blocks
/// @param heads attention heads
/// @param sequence tokens of context in training
/// @param vocabularyMultiple embedding rows are padded to a multiple of this
/// @param dropout probability that an activation is dropped in training
/// @param initStandardDeviation of the initial weights
public record ModelSettings(
    String architecture,
    int hidden,
    int layers,
    int heads,
    int sequence,
    int vocabularyMultiple,
    double dropout,
    double initStandardDeviation) {
  public ModelSettings {
    Require.that(
        architecture.equals("bloom"), "architecture", architecture, "is not known; use \"bloom\"");
    Require.that(hidden > 0, "hidden", hidden, "is not positive");
    Require.that(heads > 0, "heads", heads, "is not positive");
    Require.that(heads <= hidden, "heads", heads, "are more than the width, hidden = " + hidden);
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "hidden = "
              + hidden
              + " is not a multiple of heads = "
              + heads
              + "; try heads = "
              + nearestDivisors(hidden, heads)
              + ", or hidden = "
              + Math.round((double) hidden / heads) * heads);
    }
    Require.that(layers > 0, "layers", layers, "is not positive");
    Require.that(sequence > 0, "sequence", sequence, "is not positive");
    Require.that(
        vocabularyMultiple > 0, "vocabularyMultiple", vocabularyMultiple, "is not positive");
    Require.that(dropout >= 0 && dropout < 1, "dropout", dropout, "does not lie in [0, 1)");
    Require.that(
        initStandardDeviation > 0,
        "initStandardDeviation",
        initStandardDeviation,
        "is not positive");
  }

  /// Rows of the embedding for a vocabulary of so many entries.
  public int paddedVocabulary(int entries) {
    return Math.ceilDiv(entries, vocabularyMultiple) * vocabularyMultiple;
  }

  /// The largest divisor of the width below these heads, and the smallest above.
  private static String nearestDivisors(int hidden, int heads) {
    int fewer = heads;
    while (hidden % fewer != 0) {
      fewer--;
    }
    int more = heads;
    while (hidden % more != 0) {
      more++;
    }
    return fewer + " or " + more;
  }
}
