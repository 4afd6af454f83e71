package org.bloomery.train.optim;

import java.util.Optional;

/// Some consecutive elements of a store's flat buffers.
public record BufferRange(long start, long elements) {
  /// One past its last element.
  public long end() {
    return start + elements;
  }

  /// What it has in common with another range, if anything.
  public Optional<BufferRange> and(BufferRange other) {
    long from = Math.max(start, other.start);
    long to = Math.min(end(), other.end());
    return from < to ? Optional.of(new BufferRange(from, to - from)) : Optional.empty();
  }
}
