package org.bloomery.tokenize.count;

import java.util.Arrays;
import org.bloomery.tokenize.text.LittleEndian;

/// The set of lines seen so far, by 128 bits of hash: the chance that any two of a billion lines
/// fall together is below 1e-20. Safe for several threads.
///
/// A set that is full takes no new lines, but still knows the ones that it has.
final class LineSet {
  /// What the set knows of a line.
  enum Answer {
    NEW,
    SEEN,
    /// Not among the lines that the set had room for.
    UNKNOWN
  }

  private static final int SHARDS = 64;
  private static final long MIX_A = 0x9E3779B97F4A7C15L;
  private static final long MIX_B = 0xD6E8FEB86659FD93L;
  private static final int FIRST_TABLE = 2 << 10;

  private final Shard[] shards = new Shard[SHARDS];

  LineSet() {
    this(Long.MAX_VALUE);
  }

  /// @param memoryBytes what all tables may take, also while one of them grows
  LineSet(long memoryBytes) {
    long longs = Math.max(FIRST_TABLE, memoryBytes / SHARDS / Long.BYTES / 4 * 3);
    int largest = (int) Math.min(Long.highestOneBit(longs), 1 << 30);
    Arrays.setAll(shards, i -> new Shard(largest));
  }

  /// Adds a line, and says whether it is new: whether its bytes are, or its pieces.
  Answer add(CutLine line) {
    long cut = line.cutHash();
    long a = scramble(hash(line.text(), line.from(), line.to(), MIX_A) + cut, MIX_A);
    long b = scramble(hash(line.text(), line.from(), line.to(), MIX_B) + cut, MIX_B);
    Shard shard = shards[(int) (a >>> 58)];
    synchronized (shard) {
      return shard.add(a, b | 1); // never 0, which marks a free slot
    }
  }

  /// One of 16 partitions of all lines, each level another one.
  static int partition(CutLine line, int level) {
    long hash = hash(line.text(), line.from(), line.to(), MIX_B);
    return (int) (hash >>> (60 - 4 * level)) & 15;
  }

  /// A hash to choose documents by, of other bits than lines are told apart by.
  static long sampleHash(byte[] text, int from, int to) {
    return scramble(hash(text, from, to, MIX_A) + MIX_B, MIX_B);
  }

  private static long hash(byte[] text, int from, int to, long mix) {
    long hash = ((long) to - from) * mix;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = scramble(hash ^ LittleEndian.getLong(text, at), mix);
    }
    long rest = 0;
    for (int shift = 0; at < to; at++, shift += 8) {
      rest |= (text[at] & 0xFFL) << shift;
    }
    return scramble(scramble(hash ^ rest, mix), mix);
  }

  private static long scramble(long x, long mix) {
    long y = (x ^ (x >>> 32)) * mix;
    return y ^ (y >>> 29);
  }

  private static final class Shard {
    private final int largestTable;
    private long[] table = new long[FIRST_TABLE];
    private int size;

    Shard(int largestTable) {
      this.largestTable = largestTable;
    }

    Answer add(long a, long b) {
      int mask = table.length / 2 - 1;
      int slot = (int) a & mask;
      while (table[2 * slot + 1] != 0) {
        if (table[2 * slot] == a && table[2 * slot + 1] == b) {
          return Answer.SEEN;
        }
        slot = (slot + 1) & mask;
      }
      if (2 * size >= mask) {
        return Answer.UNKNOWN;
      }
      table[2 * slot] = a;
      table[2 * slot + 1] = b;
      if (2 * ++size >= mask && table.length < largestTable) {
        grow();
      }
      return Answer.NEW;
    }

    private void grow() {
      long[] old = table;
      table = new long[old.length * 2];
      size = 0;
      for (int i = 0; i < old.length; i += 2) {
        if (old[i + 1] != 0) {
          add(old[i], old[i + 1]);
        }
      }
    }
  }
}
