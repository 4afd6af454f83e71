package org.bloomery.serve;

import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.model.infer.Sampling;

/// What [GenerateTool] is asked to do.
///
/// @param directory a run directory, a release or a model folder
/// @param prompt the text to continue
/// @param temperature 0 takes the likeliest token
/// @param topK 0 for no limit
/// @param stop texts before which to end
public record GenerateRequest(
    String directory,
    String prompt,
    int maxTokens,
    double temperature,
    double topP,
    int topK,
    long seed,
    List<String> stop) {

  /// Refuses what cannot be done.
  public GenerateRequest {
    stop = List.copyOf(stop);
    if (maxTokens < 1) {
      throw new RunFileException("--max-tokens " + maxTokens + " is below 1.");
    }
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new RunFileException("--temperature " + temperature + " is not between 0 and 100.");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new RunFileException("--top-p " + topP + " is not above 0 and at most 1.");
    }
    if (topK < 0) {
      throw new RunFileException("--top-k " + topK + " is below 0.");
    }
  }

  /// How tokens are chosen.
  Sampling sampling() {
    return Sampling.of(temperature, topP, topK, seed);
  }
}
