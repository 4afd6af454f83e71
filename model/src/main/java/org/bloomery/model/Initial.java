package org.bloomery.model;

/// What a parameter holds before training.
public sealed interface Initial {
  /// Independent draws from N(0, `std`²).
  record Normal(double std) implements Initial {}

  /// The same number everywhere: 1 for the weights of norms, 0 for biases.
  record Constant(double value) implements Initial {}
}
