package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;

/// What one of several equal shares holds of a parameter.
///
/// @param whole the parameter
/// @param held the same with the sizes of the slice
/// @param dim that is cut; 0 where nothing is
/// @param first index in that dim where the slice begins
public record ParameterSlice(Parameter whole, Parameter held, int dim, long first) {

  /// The slice of share `share` of `shares`. Whole units are dealt as evenly as they go, so shares
  /// may differ by one unit.
  ///
  /// @throws IllegalArgumentException if there are fewer units than shares
  public static ParameterSlice of(Parameter whole, int share, int shares) {
    if (whole.sharding() == Sharding.REPLICATED || shares == 1) {
      return new ParameterSlice(whole, whole, 0, 0);
    }
    int dim = whole.sharding() == Sharding.INPUT ? 1 : 0;
    long units = whole.shape().get(dim) / whole.unit();
    if (units < shares) {
      throw new IllegalArgumentException(
          "%s has %d units for %d shares".formatted(whole.name(), units, shares));
    }
    long first = units * share / shares * whole.unit();
    long end = units * (share + 1) / shares * whole.unit();
    List<Long> shape = new ArrayList<>(whole.shape());
    shape.set(dim, end - first);
    Parameter held =
        new Parameter(
            whole.name(),
            shape,
            whole.sharding(),
            whole.unit(),
            whole.decays(),
            whole.tied(),
            whole.initial());
    return new ParameterSlice(whole, held, dim, first);
  }

  /// Consecutive elements of the slice that are consecutive in the whole, too.
  @FunctionalInterface
  public interface Run {
    /// Takes one run.
    ///
    /// @param held index of the first element in the slice, row-major
    /// @param whole its index in the whole parameter
    void accept(long held, long whole, long elements);
  }

  /// Calls `run` for elements `from` (inclusive) to `to` (exclusive) of the slice, in order.
  public void runs(long from, long to, Run run) {
    if (dim == 0) {
      long row = whole.elements() / whole.shape().getFirst();
      run.accept(from, from + first * row, to - from);
      return;
    }
    long width = held.shape().get(1);
    long wholeWidth = whole.shape().get(1);
    long at = from;
    while (at < to) {
      long elements = Math.min(to - at, width - at % width);
      run.accept(at, at / width * wholeWidth + first + at % width, elements);
      at += elements;
    }
  }
}
