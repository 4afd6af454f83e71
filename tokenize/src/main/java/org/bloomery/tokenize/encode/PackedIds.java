package org.bloomery.tokenize.encode;

/// A few ids in a few longs: three of 20 bits in each, and their number in the last four bits of
/// the first.
final class PackedIds {
  private static final int PER_LONG = 3;
  private static final int ID_BITS = 20;
  private static final long ID_MASK = (1L << ID_BITS) - 1;
  private static final int COUNT_SHIFT = PER_LONG * ID_BITS;

  private PackedIds() {}

  static boolean fit(int count, int longs) {
    return count <= PER_LONG * longs;
  }

  static void put(long[] target, int at, int longs, IdBuffer ids, int from) {
    int count = ids.size() - from;
    for (int word = 0; word < longs; word++) {
      long packed = word == 0 ? (long) count << COUNT_SHIFT : 0;
      for (int i = 0; i < PER_LONG && word * PER_LONG + i < count; i++) {
        packed |= (long) ids.get(from + word * PER_LONG + i) << (i * ID_BITS);
      }
      target[at + word] = packed;
    }
  }

  static void append(long[] source, int at, int longs, IdBuffer out) {
    out.reserve(PER_LONG * longs);
    int[] ids = out.array();
    int size = out.size();
    int count = (int) (source[at] >>> COUNT_SHIFT);
    int last = at + (count - 1) / PER_LONG;
    int next = size;
    for (int word = at; word <= last; word++) { // may write up to two zeros too many
      long packed = source[word];
      ids[next] = (int) (packed & ID_MASK);
      ids[next + 1] = (int) ((packed >>> ID_BITS) & ID_MASK);
      ids[next + 2] = (int) ((packed >>> (2 * ID_BITS)) & ID_MASK);
      next += PER_LONG;
    }
    out.setSize(size + count);
  }
}
