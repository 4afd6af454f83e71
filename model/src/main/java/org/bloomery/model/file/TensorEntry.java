package org.bloomery.model.file;

import java.util.List;

/// One tensor in a safetensors file: its bytes are `[begin, end)` of the data that follows the
/// header, row-major and little-endian.
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {

  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /// Number of elements; 1 for a scalar, whose shape is empty.
  public long elements() {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /// Size in bytes.
  public long bytes() {
    return end - begin;
  }
}
