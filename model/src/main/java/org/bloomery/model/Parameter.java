package org.bloomery.model;

import java.util.List;

/// One trained tensor and what the rest of the house must know of it.
///
/// @param name its name in Hugging Face's BLOOM
/// @param shape sizes of its dims, row-major
/// @param sharding how tensor parallelism may cut it
/// @param unit features of the dim that is cut which stay together: those of one head, or 1
/// @param decays whether weight decay applies: matrices do, biases and norms do not
/// @param tied whether it is used at both ends of the model, so that both add to one gradient
/// @param initial what it holds before training
public record Parameter(
    String name,
    List<Long> shape,
    Sharding sharding,
    long unit,
    boolean decays,
    boolean tied,
    Initial initial) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /// Product of the shape.
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /// The shape as libtorch takes it.
  public long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
