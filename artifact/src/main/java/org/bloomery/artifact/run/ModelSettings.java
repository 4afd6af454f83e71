package org.bloomery.artifact.run;

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
    require(
        architecture.equals("bloom"), "architecture", architecture, "is not known; use \"bloom\"");
    if (heads <= 0 || hidden <= 0 || hidden % heads != 0) {
      int head = heads <= 0 ? 1 : Math.max(1, Math.round((float) hidden / heads));
      throw new IllegalArgumentException(
          "hidden = "
              + hidden
              + " is not a multiple of heads = "
              + heads
              + "; try "
              + head * Math.max(1, heads));
    }
    require(layers > 0, "layers", layers, "is not positive");
    require(sequence > 0, "sequence", sequence, "is not positive");
    require(vocabularyMultiple > 0, "vocabularyMultiple", vocabularyMultiple, "is not positive");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "does not lie in [0, 1)");
    require(
        initStandardDeviation > 0,
        "initStandardDeviation",
        initStandardDeviation,
        "is not positive");
  }

  private static void require(boolean holds, String key, Object value, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(key + " = " + value + " " + problem);
    }
  }
}
