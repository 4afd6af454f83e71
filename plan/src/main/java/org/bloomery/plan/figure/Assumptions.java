package org.bloomery.plan.figure;

import java.util.Map;

/// The assumptions of one plan: what the run file states in `[plan.assume]`, else the sourced
/// value.
///
/// @param stated values of the run file by [Assumption#name]
public record Assumptions(Map<String, Double> stated) {
  /// The run file states nothing.
  public static final Assumptions DEFAULTS = new Assumptions(Map.of());

  public Assumptions {
    stated = Map.copyOf(stated);
  }

  /// The value to compute with.
  public double of(Assumption assumption) {
    return stated.getOrDefault(assumption.name(), assumption.value());
  }

  public boolean isStated(Assumption assumption) {
    return stated.containsKey(assumption.name());
  }
}
