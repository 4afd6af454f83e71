package org.bloomery.serve;

import java.util.List;
import org.bloomery.model.infer.Sampling;
import org.jspecify.annotations.Nullable;

/// A checked `POST /v1/completions`.
///
/// @param samples completions to return for each prompt (`n`)
/// @param candidates completions to make for each prompt (`best_of`)
/// @param logProbs how many likeliest tokens to report beside each token; absent for none at all
/// @param ignoreEnd whether to go on after the end-of-text token (vLLM's `ignore_eos`)
record CompletionRequest(
    List<Prompt> prompts,
    int maxTokens,
    Sampling sampling,
    int samples,
    int candidates,
    List<String> stops,
    @Nullable Integer logProbs,
    boolean echo,
    boolean stream,
    boolean includeUsage,
    boolean ignoreEnd) {

  /// A prompt as it came, and as ids.
  ///
  /// @param text what `echo` repeats
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Prompt(int[] ids, String text) {}

  CompletionRequest {
    prompts = List.copyOf(prompts);
    stops = List.copyOf(stops);
  }
}
