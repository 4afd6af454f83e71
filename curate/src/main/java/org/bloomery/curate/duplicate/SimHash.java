package org.bloomery.curate.duplicate;

/// SimHash: Charikar 2002; keys after Manku et al. 2007, "Detecting near-duplicates for web
/// crawling".
///
/// Each bit of the 64 is what most shingles have there; texts whose hashes differ in few bits are
/// duplicates. The hash is cut into `maximumDistance + 2` blocks: where that many bits differ at
/// most, two whole blocks agree, so every pair of blocks is a key, and no duplicate is missed. Long
/// texts with the same themes come close to each other; MinHash tells them apart.
public final class SimHash implements Sketcher {
  private static final int BITS = 64;

  private final int maximumDistance;
  private final Shingles shingles;
  private final int[] ones = new int[BITS];
  private final long[] blocks;

  /// SimHash with a limit.
  ///
  /// @param maximumDistance most bits in which duplicates differ (ROOTS: 4)
  /// @param tokensPerShingle tokens of a shingle, see [Shingles] (ROOTS: 6)
  public SimHash(int maximumDistance, int tokensPerShingle) {
    this.maximumDistance = maximumDistance;
    shingles = new Shingles(tokensPerShingle);
    blocks = blocks(maximumDistance + 2);
  }

  /// Masks of blocks that are as equal as they can be.
  private static long[] blocks(int count) {
    long[] masks = new long[count];
    for (int bit = 0; bit < BITS; bit++) {
      masks[bit * count / BITS] |= 1L << bit;
    }
    return masks;
  }

  @Override
  public int keysPerDocument() {
    return blocks.length * (blocks.length - 1) / 2;
  }

  @Override
  public boolean read(String text) {
    shingles.read(text);
    return shingles.count() > 0;
  }

  /// The hash of the text that was read; a tie of ones and zeros gives one.
  long hash() {
    java.util.Arrays.fill(ones, 0);
    long[] hashes = shingles.hashes();
    int count = shingles.count();
    for (int s = 0; s < count; s++) {
      for (int bit = 0; bit < BITS; bit++) {
        ones[bit] += (int) (hashes[s] >>> bit) & 1;
      }
    }
    long hash = 0;
    for (int bit = 0; bit < BITS; bit++) {
      hash |= 2L * ones[bit] >= count ? 1L << bit : 0;
    }
    return hash;
  }

  @Override
  public void keys(long[] keys, int from) {
    long hash = hash();
    int key = from;
    for (int i = 0; i < blocks.length; i++) {
      for (int j = i + 1; j < blocks.length; j++) {
        keys[key++] = Mixing.mix(((long) i << 32) | j, hash & (blocks[i] | blocks[j]));
      }
    }
  }

  @Override
  public long[] evidence() {
    return new long[] {hash()};
  }

  @Override
  public double similarity(long[] evidence, long[] other) {
    return 1 - (double) Long.bitCount(evidence[0] ^ other[0]) / BITS;
  }

  @Override
  public double threshold() {
    return 1 - (double) maximumDistance / BITS;
  }
}
