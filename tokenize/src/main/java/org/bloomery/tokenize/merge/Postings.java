package org.bloomery.tokenize.merge;

import java.util.Arrays;

/// For each pair, the places of words in which it arose: ascending, as differences in LEB128, the
/// first to -1. Most take one or two bytes, where a plain number would take four or eight.
///
/// A list lies in one chunk; its address is the number of the chunk (upper 32 bits) and an index in
/// it. Lists of merged pairs are given back; when they are the greater part, the others are moved
/// together (see [MergeQueue#compact]).
final class Postings {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final long WORTH_COMPACTING = 32L << 20;

  private byte[][] chunks = new byte[16][];
  private int chunkCount;
  private int used = CHUNK_BYTES; // of the last chunk
  private long allocated;
  private long live;

  /// Room for a list; the caller fills it with [#write].
  long reserve(int bytes) {
    if (chunkCount == 0 || used + (long) bytes > chunks[chunkCount - 1].length) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunkCount * 2);
      }
      chunks[chunkCount] = new byte[Math.max(CHUNK_BYTES, bytes)];
      allocated += chunks[chunkCount].length;
      chunkCount++;
      used = 0;
    }
    long address = ((long) (chunkCount - 1) << 32) | used;
    used += bytes;
    live += bytes;
    return address;
  }

  byte[] chunk(long address) {
    return chunks[(int) (address >>> 32)];
  }

  /// Says that a list is not needed any more.
  void free(int bytes) {
    live -= bytes;
  }

  /// Whether moving the lists together would give back the greater part of the memory.
  boolean isSparse() {
    return allocated > WORTH_COMPACTING && allocated > 2 * live;
  }

  /// A list of another arena, copied to the end of this one.
  long move(Postings from, long address, int bytes) {
    long moved = reserve(bytes);
    System.arraycopy(from.chunk(address), (int) address, chunk(moved), (int) moved, bytes);
    return moved;
  }

  /// Gives back the chunks before an address.
  void forgetBefore(long address) {
    for (int c = (int) (address >>> 32) - 1; c >= 0 && chunks[c].length > 0; c--) {
      chunks[c] = new byte[0];
    }
  }

  static int width(long difference) {
    return (70 - Long.numberOfLeadingZeros(difference | 1)) / 7;
  }

  /// Writes a difference.
  ///
  /// @return the address of the next one
  long write(long address, long difference) {
    byte[] chunk = chunk(address);
    int at = (int) address;
    long rest = difference;
    while (rest >= 0x80) {
      chunk[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    chunk[at++] = (byte) rest;
    return address + (at - (int) address);
  }
}
