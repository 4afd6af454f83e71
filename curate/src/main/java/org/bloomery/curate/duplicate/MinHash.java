package org.bloomery.curate.duplicate;

import java.util.Arrays;
import org.bloomery.artifact.Seeds;

/// MinHash with banding: Broder 1997, "On the resemblance and containment of documents"; Indyk and
/// Motwani 1998 for the bands.
///
/// The least values of `bands · rows` random functions are taken over the shingles of a text. Texts
/// whose shingles have Jaccard similarity s agree in each with probability s, so they share the key
/// of one band at least with probability [#candidateProbability]. Candidates are then compared by
/// the exact similarity of their sets of shingles, so that bands decide how many duplicates are
/// missed, never how many others are taken for duplicates.
///
/// The functions are a·x + b mod 2^64, a odd, on mixed x: the strongest bits, which a comparison
/// looks at first, are those of multiply-shift hashing (Dietzfelbinger et al. 1997).
public final class MinHash implements Sketcher {
  /// Names the random functions; part of the result, so never changed without the stage's version.
  private static final long SEED = Seeds.derive(1, "minhash");

  private final int bands;
  private final int rows;
  private final double threshold;
  private final Shingles shingles;
  private final long[] factors;
  private final long[] terms;
  private final long[] least;

  /// MinHash of a shape.
  ///
  /// @param tokensPerShingle tokens of a shingle, see [Shingles]
  /// @param threshold least Jaccard similarity of duplicates, in (0, 1]
  public MinHash(int bands, int rows, int tokensPerShingle, double threshold) {
    this.bands = bands;
    this.rows = rows;
    this.threshold = threshold;
    shingles = new Shingles(tokensPerShingle);
    factors = new long[bands * rows];
    terms = new long[bands * rows];
    least = new long[bands * rows];
    Arrays.setAll(factors, i -> Seeds.bits(SEED, 2L * i) | 1);
    Arrays.setAll(terms, i -> Seeds.bits(SEED, 2L * i + 1));
  }

  /// With which probability texts of a similarity become candidates: 1 − (1 − s^rows)^bands.
  public static double candidateProbability(double similarity, int bands, int rows) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  @Override
  public int keysPerDocument() {
    return bands;
  }

  @Override
  public boolean read(String text) {
    shingles.read(text);
    return shingles.count() > 0;
  }

  /// The least value of each function over the shingles of the text.
  long[] signature() {
    Arrays.fill(least, Long.MAX_VALUE);
    long[] hashes = shingles.hashes();
    for (int s = 0, count = shingles.count(); s < count; s++) {
      lower(least, factors, terms, hashes[s]);
    }
    return least;
  }

  /// Kept free of branches so that the compiler makes vectors of it.
  private static void lower(long[] least, long[] factors, long[] terms, long x) {
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], factors[i] * x + terms[i]);
    }
  }

  @Override
  public void keys(long[] keys, int from) {
    long[] signature = signature();
    for (int band = 0; band < bands; band++) {
      long key = band;
      for (int row = band * rows; row < (band + 1) * rows; row++) {
        key = Mixing.mix(key, signature[row]);
      }
      keys[from + band] = key;
    }
  }

  @Override
  public long[] evidence() {
    return shingles.distinct();
  }

  @Override
  public double similarity(long[] evidence, long[] other) {
    return Shingles.jaccard(evidence, other);
  }

  @Override
  public double threshold() {
    return threshold;
  }
}
