package org.bloomery.artifact.run;

/// What the evaluation measures.
///
/// @param documentsPerLanguage held-out documents scored a language, at most
/// @param choiceItemsPerLanguage items of the multiple-choice task a language, at most
/// @param primingBytes training text a language that XZ sees first, at most
/// @param samplePromptWords words of a held-out document that a sample continues
/// @param sampleTokens tokens of a sample
/// @param sampleTemperature 0 takes the likeliest token, 1 draws from the model's distribution
/// @param sampleTopP a sample draws from the fewest tokens that together have this probability
public record EvaluateSettings(
    int documentsPerLanguage,
    int choiceItemsPerLanguage,
    long primingBytes,
    int samplePromptWords,
    int sampleTokens,
    double sampleTemperature,
    double sampleTopP) {
  public EvaluateSettings {
    if (documentsPerLanguage < 1) {
      throw new IllegalArgumentException(
          "documentsPerLanguage = " + documentsPerLanguage + " must be at least 1");
    }
    if (choiceItemsPerLanguage < 0 || primingBytes < 0 || sampleTokens < 0) {
      throw new IllegalArgumentException(
          "choiceItemsPerLanguage, primingBytes and sampleTokens must not be below 0");
    }
    if (samplePromptWords < 1) {
      throw new IllegalArgumentException(
          "samplePromptWords = " + samplePromptWords + " must be at least 1");
    }
    if (!(sampleTemperature >= 0) || !(sampleTopP > 0) || sampleTopP > 1) {
      throw new IllegalArgumentException(
          "sampleTemperature = "
              + sampleTemperature
              + " must be at least 0 and sampleTopP = "
              + sampleTopP
              + " in (0, 1]");
    }
  }
}
