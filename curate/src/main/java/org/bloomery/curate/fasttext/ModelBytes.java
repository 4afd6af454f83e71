package org.bloomery.curate.fasttext;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bloomery.artifact.ArtifactException;

/// A model file, mapped into memory and read from front to back; little-endian.
final class ModelBytes {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final String name;
  private long at;

  ModelBytes(MemorySegment bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  int int32() {
    return bytes.get(INT, skip(Integer.BYTES));
  }

  long int64() {
    return bytes.get(LONG, skip(Long.BYTES));
  }

  double float64() {
    return bytes.get(DOUBLE, skip(Double.BYTES));
  }

  byte int8() {
    return bytes.get(ValueLayout.JAVA_BYTE, skip(1));
  }

  boolean bool() {
    return int8() != 0;
  }

  /// A string that a zero byte ends.
  byte[] string() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b = int8(); b != 0; b = int8()) {
      out.write(b);
    }
    return out.toByteArray();
  }

  static String text(byte[] string) {
    return new String(string, StandardCharsets.UTF_8);
  }

  /// The next so many bytes, in place.
  MemorySegment slice(long count) {
    return bytes.asSlice(skip(count), count);
  }

  float[] floats(int count) {
    return slice((long) count * Float.BYTES).toArray(FLOAT);
  }

  private long skip(long count) {
    long from = at;
    if (count < 0 || count > bytes.byteSize() - at) {
      throw broken("is cut short or damaged");
    }
    at += count;
    return from;
  }

  ArtifactException broken(String problem) {
    return new ArtifactException(
        name + " " + problem + "; fetch or train the model again (fastText .bin or .ftz)");
  }
}
