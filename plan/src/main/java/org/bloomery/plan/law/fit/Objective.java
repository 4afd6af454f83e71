package org.bloomery.plan.law.fit;

/// A smooth function to be made small.
interface Objective {
  /// The value at `x`; its gradient is written into `gradient`.
  double at(double[] x, double[] gradient);
}
