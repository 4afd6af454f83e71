package org.bloomery.model.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bloomery.artifact.Seeds;

/// Chooses the tokens of one sample. Draws are a function of seed, sample and position alone (no
/// generator with a state), so that a sample can be repeated whatever else is drawn.
public final class Sampler {
  private final Sampling sampling;
  private final long site;
  private final int tokens;
  private final Map<Integer, Integer> generated = new HashMap<>();
  private long drawn;

  /// @param sample which of the samples from one prompt
  /// @param tokens tokens of the vocabulary; later rows of the embedding only fill it up, stand for
  ///   no text, and are never chosen
  public Sampler(Sampling sampling, int sample, int tokens) {
    this.sampling = sampling;
    this.tokens = tokens;
    this.site = Seeds.derive(sampling.seed(), "sample", String.valueOf(sample));
  }

  /// Chooses the next token and remembers it for the penalties.
  public int choose(float[] logits) {
    float[] adjusted = adjusted(logits);
    int id =
        sampling.temperature() == 0
            ? Distribution.likeliest(adjusted)
            : draw(adjusted, Seeds.uniform(site, drawn));
    drawn++;
    generated.merge(id, 1, Integer::sum);
    return id;
  }

  /// The presence and frequency penalties of the OpenAI API, over generated tokens.
  private float[] adjusted(float[] logits) {
    float[] adjusted = Arrays.copyOf(logits, Math.min(tokens, logits.length));
    sampling
        .logitBias()
        .forEach((id, bias) -> {
          if (id >= 0 && id < adjusted.length) {
            adjusted[id] += bias.floatValue();
          }
        });
    if (sampling.presencePenalty() != 0 || sampling.frequencyPenalty() != 0) {
      generated.forEach((id, times) ->
          adjusted[id] -=
              (float) (sampling.presencePenalty() + times * sampling.frequencyPenalty()));
    }
    return adjusted;
  }

  private int draw(float[] logits, double uniform) {
    float largest = logits[Distribution.likeliest(logits)];
    double[] weights = new double[logits.length];
    double total = 0;
    for (int i = 0; i < logits.length; i++) {
      weights[i] = Math.exp((logits[i] - largest) / sampling.temperature());
      total += weights[i];
    }
    if (sampling.topP() >= 1 && sampling.topK() == 0) {
      return walk(weights, uniform * total);
    }
    return drawFromLikeliest(logits, weights, total, uniform);
  }

  /// First the `topK` likeliest, then of these the fewest that have `topP` of their probability.
  private int drawFromLikeliest(float[] logits, double[] weights, double total, double uniform) {
    boolean bounded = sampling.topK() > 0 && sampling.topK() < logits.length;
    int most = bounded ? sampling.topK() : logits.length;
    double enough = bounded ? Double.POSITIVE_INFINITY : sampling.topP() * total;
    LikeliestFirst order = new LikeliestFirst(logits);
    int[] kept = new int[most];
    double[] cumulated = new double[most];
    int count = 0;
    double sum = 0;
    while (count < most && (count == 0 || sum < enough)) {
      kept[count] = order.next();
      sum += weights[kept[count]];
      cumulated[count] = sum;
      count++;
    }
    while (count > 1 && cumulated[count - 2] >= sampling.topP() * sum && bounded) {
      count--;
    }
    return pick(kept, cumulated, count, uniform * cumulated[count - 1]);
  }

  private static int pick(int[] kept, double[] cumulated, int count, double target) {
    for (int i = 0; i < count - 1; i++) {
      if (target < cumulated[i]) {
        return kept[i];
      }
    }
    return kept[count - 1];
  }

  private static int walk(double[] weights, double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sum += weights[i];
        last = i;
        if (target < sum) {
          return i;
        }
      }
    }
    return last; // rounding left the target just beyond the sum
  }
}
