package org.bloomery.train.gauge;

/// What can be read off a learner between its operations. Reading changes nothing.
public interface Gauges {
  /// What its work is counted by.
  ///
  /// @param length tokens of a sequence
  Work work(int length);

  /// Square of the norm of the gradient that was added up so far.
  double gradientSquare();

  /// Sizes of gradients and weights.
  ///
  /// @param each also those of every parameter
  Sizes sizes(boolean each);

  /// Replicas that share each batch.
  default int replicas() {
    return 1;
  }

  /// Mean over the replicas of the square of the norm of the newest mean gradient of each one's
  /// part of the batch; not a number where there is one replica.
  default double replicaSquare() {
    return Double.NaN;
  }
}
