package org.bloomery.model.file;

import java.util.Optional;

/// The element types of the safetensors format that have a whole number of bytes, with their size.
///
/// Source: the safetensors library, `safetensors/src/tensor.rs`, `enum Dtype`. The order of the
/// constants is the library's own, from least to most aligned: its writer sorts by it, largest
/// first, so that every tensor is aligned to its own element.
public enum ElementType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  C64(8),
  F64(8),
  I64(8),
  U64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// Size of one element in bytes.
  public int bytes() {
    return bytes;
  }

  /// The type with this name in a header, if it is one of ours.
  public static Optional<ElementType> named(String name) {
    for (ElementType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
