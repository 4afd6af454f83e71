package org.bloomery.tokenize.encode;

import org.bloomery.tokenize.text.LittleEndian;

/// Remembers the ids of pieces of 16 to 39 bytes, up to nine ids: German compounds, Greek and Indic
/// words, indentation. Eight longs a slot: five of key (the bytes, and the length in the last byte)
/// and three of value. A newer piece takes the slot of an older one. Not safe for several threads.
final class LongWordCache {
  /// The longest piece that fits a slot.
  static final int MAX_BYTES = 39;

  private static final int SLOT_BITS = 14;
  private static final int KEY = 5;
  private static final int VALUE = 3;
  private static final int SLOT = KEY + VALUE;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] slots = new long[SLOT << SLOT_BITS];
  private final long[] key = new long[KEY];
  private int slot;

  /// Looks a piece up: appends its ids and says whether it was remembered. A [#put] that follows
  /// means this piece.
  boolean get(byte[] text, int from, int length, IdBuffer out) {
    long hash = length;
    for (int word = 0; word < KEY; word++) {
      int left = length - 8 * word;
      key[word] = left <= 0 ? 0 : LittleEndian.getLong(text, from + 8 * word, Math.min(8, left));
      hash = (Long.rotateLeft(hash, 27) ^ key[word]) * MIX;
    }
    key[KEY - 1] |= (long) length << 56;
    slot = (int) (((hash ^ (hash >>> 31)) * MIX) >>> (64 - SLOT_BITS)) * SLOT;
    for (int word = 0; word < KEY; word++) {
      if (slots[slot + word] != key[word]) {
        return false;
      }
    }
    PackedIds.append(slots, slot + KEY, VALUE, out);
    return true;
  }

  /// Remembers the ids of the last piece that was looked up, if they fit.
  void put(IdBuffer ids, int from) {
    if (PackedIds.fit(ids.size() - from, VALUE)) {
      System.arraycopy(key, 0, slots, slot, KEY);
      PackedIds.put(slots, slot + KEY, VALUE, ids, from);
    }
  }
}
