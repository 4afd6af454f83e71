package org.bloomery.tokenize.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads and writes eight bytes of an array at once.
public final class LittleEndian {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  public static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// The first 1 to 8 bytes; the others count as 0. Near the end of the array byte by byte.
  public static long getLong(byte[] bytes, int at, int count) {
    if (at + 8 <= bytes.length) {
      return getLong(bytes, at) & (-1L >>> (64 - 8 * count));
    }
    long packed = 0;
    for (int i = 0; i < count; i++) {
      packed |= (bytes[at + i] & 0xFFL) << (8 * i);
    }
    return packed;
  }
}
