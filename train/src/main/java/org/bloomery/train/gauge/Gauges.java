package org.bloomery.train.gauge;

import java.util.List;

/// What can be read off a learner between its operations. Reading changes nothing.
public interface Gauges {
  /// What its work is counted by.
  ///
  /// @param length tokens of a sequence
  Work work(int length);

  /// Square of the norm of the gradient that was added up so far.
  double gradientSquare();

  /// Share of the gradient's elements that are exactly zero: it grows when 16-bit floats underflow.
  double gradientZeros();

  /// Norm of all weights together.
  double weightNorm();

  /// Norms of every parameter, in the order of the model.
  List<ParameterNorms> norms();
}
