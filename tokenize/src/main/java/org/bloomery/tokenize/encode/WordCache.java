package org.bloomery.tokenize.encode;

import org.bloomery.tokenize.text.LittleEndian;

/// Remembers the ids of short pieces: up to 15 bytes and six ids, four longs a slot (two of key,
/// two of value). Each hash has a set of two neighbouring slots within one cache line; the older of
/// the two makes room. Memory is fixed, and a miss costs only time. Not safe for several threads.
final class WordCache {
  /// The longest piece that fits a slot.
  static final int MAX_BYTES = 15;

  private static final int SET_BITS = 16;
  private static final int SLOT = 4;
  private static final int SET = 2 * SLOT;
  private static final long MIX_LOW = 0x9E3779B97F4A7C15L;
  private static final long MIX_HIGH = 0xC2B2AE3D27D4EB4FL;

  private final long[] slots = new long[SET << SET_BITS];

  /// Position of the set of a key.
  static int set(long low, long high) {
    long mixed = (low ^ (high * MIX_HIGH)) * MIX_LOW;
    return (int) (((mixed ^ (mixed >>> 29)) * MIX_HIGH) >>> (64 - SET_BITS)) * SET;
  }

  /// Bytes 0 to 7 of a piece, little-endian.
  static long low(byte[] text, int from, int length) {
    return LittleEndian.getLong(text, from, Math.min(8, length));
  }

  /// Bytes 8 to 14 of a piece, and its length in the last byte.
  static long high(byte[] text, int from, int length) {
    return (length <= 8 ? 0 : LittleEndian.getLong(text, from + 8, length - 8))
        | ((long) length << 56);
  }

  /// Appends the ids of a remembered piece, and says whether it was remembered.
  boolean get(int set, long low, long high, IdBuffer out) {
    if (slots[set] == low && slots[set + 1] == high) {
      PackedIds.append(slots, set + 2, 2, out);
      return true;
    }
    int second = set + SLOT;
    if (slots[second] == low && slots[second + 1] == high) {
      PackedIds.append(slots, second + 2, 2, out);
      return true;
    }
    return false;
  }

  /// Remembers the ids from an index on, if they fit.
  void put(int set, long low, long high, IdBuffer ids, int from) {
    if (!PackedIds.fit(ids.size() - from, 2)) {
      return;
    }
    System.arraycopy(slots, set, slots, set + SLOT, SLOT);
    slots[set] = low;
    slots[set + 1] = high;
    PackedIds.put(slots, set + 2, 2, ids, from);
  }
}
