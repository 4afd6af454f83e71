package org.bloomery.model.infer;

import java.util.Map;

/// How a token is chosen from logits.
///
/// @param temperature 0 takes the likeliest token, 1 draws from the model's distribution
/// @param topP draws from the fewest tokens that together have this probability; 1 for all
/// @param topK draws from this many of the likeliest tokens; 0 for all
/// @param seed with the number of the sample and the position, decides every draw
/// @param logitBias added to the logits of these ids
/// @param presencePenalty taken once from the logit of a token that was generated before
/// @param frequencyPenalty taken from it for each time that it was generated
public record Sampling(
    double temperature,
    double topP,
    int topK,
    long seed,
    Map<Integer, Double> logitBias,
    double presencePenalty,
    double frequencyPenalty) {

  /// The likeliest token, always.
  public static final Sampling GREEDY = new Sampling(0, 1, 0, 0, Map.of(), 0, 0);

  public Sampling {
    logitBias = Map.copyOf(logitBias);
    if (!(temperature >= 0) || !(topP > 0) || topP > 1 || topK < 0) {
      throw new IllegalArgumentException(
          "temperature = %s, topP = %s, topK = %d".formatted(temperature, topP, topK));
    }
  }

  /// Draws with a temperature and a nucleus, without penalties.
  public static Sampling of(double temperature, double topP, int topK, long seed) {
    return new Sampling(temperature, topP, topK, seed, Map.of(), 0, 0);
  }
}
