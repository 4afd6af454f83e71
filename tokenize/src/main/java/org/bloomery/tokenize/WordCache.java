package org.bloomery.tokenize;

/// Remembers the ids of short pieces. A fixed number of slots, each two longs of key (up to 15
/// bytes and the length) and two longs of value (up to six ids of 20 bits and their number); a
/// newer piece takes the slot of an older one, so memory is bounded and a miss costs only time. Not
/// safe for several threads.
final class WordCache {
  /// The longest piece that fits a slot.
  static final int MAX_BYTES = 15;

  private static final int SLOT_BITS = 15;
  private static final int MAX_IDS = 6;
  private static final int ID_BITS = 20;
  private static final long ID_MASK = (1L << ID_BITS) - 1;
  private static final long MIX_LOW = 0x9E3779B97F4A7C15L;
  private static final long MIX_HIGH = 0xC2B2AE3D27D4EB4FL;

  private final long[] slots = new long[4 << SLOT_BITS];

  /// First byte of the slot of a key.
  static int slot(long low, long high) {
    long mixed = (low ^ (high * MIX_HIGH)) * MIX_LOW;
    return (int) (((mixed ^ (mixed >>> 29)) * MIX_HIGH) >>> (64 - SLOT_BITS)) << 2;
  }

  /// Bytes 0 to 7 of a piece, little-endian.
  static long low(byte[] text, int from, int length) {
    return packed(text, from, Math.min(8, length));
  }

  /// Bytes 8 to 14 of a piece, and its length in the last byte.
  static long high(byte[] text, int from, int length) {
    return packed(text, from + 8, Math.max(0, length - 8)) | ((long) length << 56);
  }

  private static long packed(byte[] text, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (from + 8 <= text.length) {
      return LittleEndian.getLong(text, from) & (-1L >>> (64 - 8 * length));
    }
    long packed = 0;
    for (int i = 0; i < length; i++) {
      packed |= (text[from + i] & 0xFFL) << (8 * i);
    }
    return packed;
  }

  /// Appends the ids of a remembered piece.
  ///
  /// @return whether the piece was remembered
  boolean get(int slot, long low, long high, IdBuffer out) {
    if (slots[slot] != low || slots[slot + 1] != high) {
      return false;
    }
    long first = slots[slot + 2];
    long second = slots[slot + 3];
    int count = (int) (first >>> 60);
    for (int i = 0; i < count; i++) {
      long word = i < 3 ? first : second;
      out.add((int) ((word >>> ((i < 3 ? i : i - 3) * ID_BITS)) & ID_MASK));
    }
    return true;
  }

  /// Remembers the ids from an index on, if they fit.
  void put(int slot, long low, long high, IdBuffer ids, int from) {
    int count = ids.size() - from;
    if (count > MAX_IDS) {
      return;
    }
    long first = (long) count << 60;
    long second = 0;
    for (int i = 0; i < count; i++) {
      if (i < 3) {
        first |= (long) ids.get(from + i) << (i * ID_BITS);
      } else {
        second |= (long) ids.get(from + i) << ((i - 3) * ID_BITS);
      }
    }
    slots[slot] = low;
    slots[slot + 1] = high;
    slots[slot + 2] = first;
    slots[slot + 3] = second;
  }
}
