package org.bloomery.plan.figure;

/// A number that neither the run file nor a formula gives. It has a source and a range, and a run
/// file may state another value by its name in `[plan.assume]`.
///
/// The range is what sources support; a run file may leave it. The domain is where the planner's
/// formulas hold: beyond it there are shares of more than all, negative emissions, or divisions by
/// nothing.
///
/// @param name key in the run file and in plan.json
/// @param label what a person reads
/// @param value used where the run file states none
/// @param low the least value that the source or similar measurements support
/// @param high the largest
/// @param unit as written behind the value
/// @param source where value and range come from
/// @param least the least value of the domain
/// @param most the largest
public record Assumption(
    String name,
    String label,
    double value,
    double low,
    double high,
    String unit,
    String source,
    double least,
    double most) {
  /// A value that is wrong by this factor is a slip of the unit or of the pen.
  private static final double FAR = 1000;

  public Assumption {
    if (!(least <= low && low <= value && value <= high && high <= most)) {
      throw new IllegalArgumentException(
          name + ": " + value + " is outside " + low + "–" + high + " or " + least + "–" + most);
    }
  }

  /// Its domain is that of an amount: not below nothing, nor far off the range.
  public Assumption(
      String name,
      String label,
      double value,
      double low,
      double high,
      String unit,
      String source) {
    this(name, label, value, low, high, unit, source, low / FAR, high * FAR);
  }

  /// With another domain.
  public Assumption within(double least, double most) {
    return new Assumption(name, label, value, low, high, unit, source, least, most);
  }

  /// Where the formulas hold from this value on.
  public Assumption atLeast(double least) {
    return within(least, most);
  }

  /// A part of a whole, above none of it.
  public Assumption ofOne() {
    return within(low / FAR, 1);
  }

  public boolean allows(double stated) {
    return least <= stated && stated <= most;
  }
}
