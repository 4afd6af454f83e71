package org.bloomery.train.parallel;

import org.bloomery.model.Parameter;

/// How the gradients of a step become those of all replicas together.
interface GradientReduction extends GradientProgress {
  /// Begins a step.
  void begin();

  /// The gradient of `parameter` has been summed over ranks that have it in part, after the
  /// backward pass.
  void summed(Parameter parameter);

  /// Ends a step: what a rank owns is there when it returns.
  void finish();

  /// Reductions that are started and not known to be done.
  long running();

  /// Tells `watch` what happens from now on.
  void watch(ReductionWatch watch);
}
