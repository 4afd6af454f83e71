package org.bloomery.train.gauge;

import java.util.List;

/// Sizes of gradients and weights.
///
/// @param weightNorm norm of all weights together
/// @param gradientZeros share of the gradient's elements that are exactly zero: it grows when
///   16-bit floats underflow
/// @param norms of every parameter, in the order of the model; empty where they were not asked for
public record Sizes(double weightNorm, double gradientZeros, List<ParameterNorms> norms) {
  public Sizes {
    norms = List.copyOf(norms);
  }
}
