package org.bloomery.artifact.pipeline;

import java.util.Locale;

/// The order in which pipeline stages take micro-batches.
///
/// @param kind the order
/// @param chunks model parts a stage holds: v of the interleaved order, else 1
public record Schedule(Kind kind, int chunks) {
  /// The three orders of Narayanan et al. 2021, §2.2.
  public enum Kind {
    /// All forward passes, then all backward passes (GPipe, Huang et al. 2019).
    ALL_FORWARD_ALL_BACKWARD,
    ONE_FORWARD_ONE_BACKWARD,
    INTERLEAVED
  }

  public static final Schedule AFAB = new Schedule(Kind.ALL_FORWARD_ALL_BACKWARD, 1);
  public static final Schedule ONE_FORWARD_ONE_BACKWARD =
      new Schedule(Kind.ONE_FORWARD_ONE_BACKWARD, 1);

  public Schedule {
    if (chunks < 1 || (kind == Kind.INTERLEAVED) != (chunks > 1)) {
      throw new IllegalArgumentException("schedule " + kind + " cannot have " + chunks + " chunks");
    }
  }

  public static Schedule interleaved(int chunks) {
    return new Schedule(Kind.INTERLEAVED, chunks);
  }

  /// By the names of run files: `gpipe`, `1f1b`, `interleaved` (with two chunks).
  public static Schedule of(String name) {
    return switch (name) {
      case "gpipe" -> AFAB;
      case "1f1b" -> ONE_FORWARD_ONE_BACKWARD;
      case "interleaved" -> interleaved(2);
      default ->
          throw new IllegalArgumentException(
              "schedule = \"" + name + "\" is not known; use gpipe, 1f1b or interleaved");
    };
  }

  public String label() {
    return switch (kind) {
      case ALL_FORWARD_ALL_BACKWARD -> "AFAB";
      case ONE_FORWARD_ONE_BACKWARD -> "1F1B";
      case INTERLEAVED -> String.format(Locale.ROOT, "1F1B ×%d", chunks);
    };
  }

  /// Micro-batches whose activations a stage holds at its fullest, in units of all its blocks.
  /// 1F1B: min(p − stage, m). Interleaved: the warm-up of 2(p − stage − 1) + (v − 1)p chunks and
  /// one more, each a v-th of the stage; at stage 0 that is 1 + (p − 1)/(pv) of the whole model's
  /// blocks (Korthikanti et al. 2022, §4.2.3).
  public double inFlight(int stage, int stages, int microBatches) {
    return switch (kind) {
      case ALL_FORWARD_ALL_BACKWARD -> microBatches;
      case ONE_FORWARD_ONE_BACKWARD -> Math.min(stages - stage, microBatches);
      case INTERLEAVED ->
          Math.min(2 * (stages - stage - 1) + (chunks - 1) * stages + 1, chunks * microBatches)
              / (double) chunks;
    };
  }
}
