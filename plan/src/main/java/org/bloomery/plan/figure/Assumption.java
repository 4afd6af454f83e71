package org.bloomery.plan.figure;

/// A number that neither the run file nor a formula gives. It has a source and a range, and a run
/// file may state another value by its name in `[plan.assume]`.
///
/// @param name key in the run file and in plan.json
/// @param label what a person reads
/// @param value used where the run file states none
/// @param low the least value that the source or similar measurements support
/// @param high the largest
/// @param unit as written behind the value
/// @param source where value and range come from
public record Assumption(
    String name, String label, double value, double low, double high, String unit, String source) {
  public Assumption {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(name + ": " + value + " is outside " + low + "–" + high);
    }
  }
}
