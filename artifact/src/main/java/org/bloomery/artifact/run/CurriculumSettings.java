package org.bloomery.artifact.run;

import org.bloomery.artifact.Require;

/// Sequences that grow to `model.sequence`: of each sample only its first tokens are trained on in
/// the beginning (Li et al. 2022, "The Stability-Efficiency Dilemma", with linear growth).
///
/// @param start tokens of the first sequences
/// @param multiple lengths are multiples of this
/// @param samples over which they grow
public record CurriculumSettings(int start, int multiple, long samples) {
  public CurriculumSettings {
    Require.that(start > 0, "start = " + start + " is not positive");
    Require.that(
        multiple > 0 && start % Math.max(1, multiple) == 0,
        "start = " + start + " is not a multiple of multiple = " + multiple);
    Require.that(samples > 0, "samples = " + samples + " is not positive");
  }

  /// Tokens predicted of each sample of the step that begins when `consumed` samples were read.
  ///
  /// @param sequence tokens of a whole sample
  public int lengthAt(long consumed, int sequence) {
    if (consumed >= samples || start >= sequence) {
      return sequence;
    }
    long grown = start + (sequence - start) * consumed / samples;
    return (int) Math.min(sequence, grown / multiple * multiple);
  }
}
