package org.bloomery.tokenize.merge;

import java.util.Arrays;

/// The words under training: records of ints, one behind the other, so that a visit touches one
/// place in memory.
///
///     length in ids | count | id, id, …
///
/// The length shrinks as ids merge. A place is the number of a chunk (upper 32 bits) and an index
/// in it. Words of one byte are left out: they have no pairs.
final class TrainingWords {
  static final int HEADER = 2;
  private static final int CHUNK_INTS = 1 << 20;

  private final int[] idOfByte;
  private int[][] chunks = new int[16][];
  private int chunkCount;
  private int used = CHUNK_INTS; // of the last chunk

  /// Counts beyond 31 bits; a record holds the complement of their number.
  private long[] largeCounts = new long[16];

  private int largeCountsUsed;

  TrainingWords(int[] idOfByte) {
    this.idOfByte = idOfByte;
  }

  void add(byte[] word, int from, int to, long count) {
    int length = to - from;
    if (length < 2) {
      return;
    }
    int[] chunk = room(Math.addExact(length, HEADER));
    int at = used;
    used += length + HEADER;
    chunk[at++] = length;
    chunk[at++] = stored(count);
    for (int i = from; i < to; i++) {
      chunk[at++] = idOfByte[word[i] & 0xFF];
    }
  }

  private int[] room(int ints) {
    if (chunkCount > 0 && used + ints <= chunks[chunkCount - 1].length) {
      return chunks[chunkCount - 1];
    }
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunkCount * 2);
    }
    if (chunkCount > 0) { // zeros are no record: cut off what is left over
      chunks[chunkCount - 1] = trimmed(chunks[chunkCount - 1]);
    }
    used = 0;
    int[] chunk = new int[Math.max(CHUNK_INTS, ints)];
    chunks[chunkCount++] = chunk;
    return chunk;
  }

  private int[] trimmed(int[] chunk) {
    return used == chunk.length ? chunk : Arrays.copyOf(chunk, used);
  }

  private int stored(long count) {
    if (count <= Integer.MAX_VALUE) {
      return (int) count;
    }
    if (largeCountsUsed == largeCounts.length) {
      largeCounts = Arrays.copyOf(largeCounts, largeCountsUsed * 2);
    }
    largeCounts[largeCountsUsed] = count;
    return ~largeCountsUsed++;
  }

  /// The count of a record.
  long count(int stored) {
    return stored >= 0 ? stored : largeCounts[~stored];
  }

  int[] chunk(long place) {
    return chunks[(int) (place >>> 32)];
  }

  /// Counts the pairs of bytes, overlapping ones too, and queues each with its words. All words are
  /// there, and none has merged yet.
  void countPairs(PairCounts pairs, Postings postings, MergeQueue queue) {
    if (chunkCount > 0) {
      chunks[chunkCount - 1] = trimmed(chunks[chunkCount - 1]);
    }
    int base = Arrays.stream(idOfByte).max().orElse(0) + 1;
    long[] pairCount = new long[base * base];
    long[] postingBytes = new long[base * base];
    long[] last = new long[base * base];
    forEachPair(
        base,
        (pair, place, count) -> {
          pairCount[pair] += count;
          if (last[pair] != place + 1) {
            postingBytes[pair] += Postings.width(place + 1 - last[pair]);
            last[pair] = place + 1;
          }
        });
    long[] fill = new long[base * base];
    for (int pair = 0; pair < fill.length; pair++) {
      if (pairCount[pair] > 0) {
        int length = Math.toIntExact(postingBytes[pair]);
        long start = postings.reserve(length);
        long key = PairCounts.key(pair / base, pair % base);
        int number = pairs.number(key);
        pairs.add(number, pairCount[pair]);
        queue.add(pairCount[pair], key, number, start, length);
        fill[pair] = start;
      }
    }
    Arrays.fill(last, 0);
    forEachPair(
        base,
        (pair, place, _) -> {
          if (last[pair] != place + 1) {
            fill[pair] = postings.write(fill[pair], place + 1 - last[pair]);
            last[pair] = place + 1;
          }
        });
  }

  private interface PairVisitor {
    void visit(int pair, long place, long count);
  }

  private void forEachPair(int base, PairVisitor visitor) {
    for (int c = 0; c < chunkCount; c++) {
      int[] chunk = chunks[c];
      for (int at = 0; at < chunk.length; ) {
        long place = ((long) c << 32) | at;
        int end = at + HEADER + chunk[at];
        long count = count(chunk[at + 1]);
        for (int i = at + HEADER; i + 1 < end; i++) {
          visitor.visit(chunk[i] * base + chunk[i + 1], place, count);
        }
        at = end;
      }
    }
  }
}
