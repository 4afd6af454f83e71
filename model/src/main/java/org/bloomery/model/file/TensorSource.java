package org.bloomery.model.file;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/// A tensor to be written: what it is, and where its bytes will come from when its turn comes, so
/// that a writer holds one tensor at a time.
///
/// @param data gives exactly `elements × type.bytes()` little-endian bytes; asked once
public record TensorSource(
    String name, ElementType type, List<Long> shape, Supplier<MemorySegment> data) {

  public TensorSource {
    shape = List.copyOf(shape);
  }

  /// An fp32 tensor from the heap.
  public static TensorSource of(String name, List<Long> shape, float[] values) {
    return new TensorSource(
        name,
        ElementType.F32,
        shape,
        () -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(values);
          return MemorySegment.ofBuffer(bytes);
        });
  }

  /// A bfloat16 tensor from fp32 values on the heap, rounded to nearest.
  public static TensorSource bfloat16(String name, List<Long> shape, float[] values) {
    return new TensorSource(
        name,
        ElementType.BF16,
        shape,
        () -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (float value : values) {
            bytes.putShort(Floats.toBfloat16(value));
          }
          return MemorySegment.ofBuffer(bytes.flip());
        });
  }

  /// A 64-bit integer tensor from the heap.
  public static TensorSource of(String name, List<Long> shape, long[] values) {
    return new TensorSource(
        name,
        ElementType.I64,
        shape,
        () -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asLongBuffer().put(values);
          return MemorySegment.ofBuffer(bytes);
        });
  }

  /// Raw bytes (U8).
  public static TensorSource of(String name, byte[] values) {
    return new TensorSource(
        name,
        ElementType.U8,
        List.of((long) values.length),
        () -> MemorySegment.ofArray(values.clone()));
  }

  long bytes() {
    long product = type.bytes();
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}
