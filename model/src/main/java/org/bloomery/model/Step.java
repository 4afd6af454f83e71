package org.bloomery.model;

import java.util.List;

/// One step of a [Program]: it reads some slots and fills one.
public sealed interface Step {
  /// The slot that it fills.
  int output();

  /// Runs a segment.
  record Compute(Segment segment, List<Integer> inputs, int output) implements Step {
    public Compute {
      inputs = List.copyOf(inputs);
    }
  }

  /// A place where a parallel layout communicates; on one rank, nothing happens.
  record Exchange(Place place, int input, int output) implements Step {}

  /// Kinds of exchange. Megatron-LM (arXiv:1909.08053, figure 3) calls the first f and the second
  /// g.
  enum Place {
    /// Into a branch whose parameters are cut: forward nothing (or gather the sequence), backward
    /// sum the partial gradients.
    INTO_BRANCH,
    /// Out of a branch: forward sum the partial results (and keep a part of the sequence), backward
    /// nothing (or gather).
    OUT_OF_BRANCH
  }
}
