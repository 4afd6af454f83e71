package org.bloomery.model.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.bloomery.artifact.ArtifactException;

/// Widens stored floating-point elements to fp32.
public final class Floats {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  /// The elements of `entry`, whose bytes are `data`, as fp32. F32 and the two 16-bit types are
  /// exact; F64 is rounded.
  static float[] read(TensorEntry entry, MemorySegment data) {
    float[] values = new float[Math.toIntExact(entry.elements())];
    widen(entry, data, MemorySegment.ofArray(values));
    return values;
  }

  /// Writes the elements of `entry` as native-order fp32 into `target`, which is large enough.
  public static void widen(TensorEntry entry, MemorySegment data, MemorySegment target) {
    long count = entry.elements();
    ValueLayout.OfFloat out = ValueLayout.JAVA_FLOAT_UNALIGNED;
    switch (entry.type()) {
      case F32 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(out, i, data.getAtIndex(FLOAT, i));
        }
      }
      case F64 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(out, i, (float) data.getAtIndex(DOUBLE, i));
        }
      }
      case F16 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(out, i, Float.float16ToFloat(data.getAtIndex(SHORT, i)));
        }
      }
      case BF16 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(out, i, fromBfloat16(data.getAtIndex(SHORT, i)));
        }
      }
      default ->
          throw new ArtifactException(
              "Tensor %s is %s where a floating-point type (F32, BF16, F16, F64) is needed."
                  .formatted(entry.name(), entry.type()));
    }
  }

  /// bfloat16 is the upper half of an fp32.
  public static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /// Rounds to nearest, ties to even, as libtorch does; every NaN becomes 0x7fc0.
  public static short toBfloat16(float value) {
    if (Float.isNaN(value)) {
      return (short) 0x7fc0;
    }
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
