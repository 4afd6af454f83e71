package org.bloomery.tokenize.count;

import java.io.Serializable;
import java.util.Arrays;

/// How much there is of a language, by bucket of the documents' hashes. Not safe for threads.
public final class LanguageSize implements Serializable {
  static final int BUCKETS = 1 << 16;

  private final long[] bytesOfBucket = new long[BUCKETS];
  private final int[] documentsOfBucket = new int[BUCKETS];

  public void add(byte[] text, int from, int to) {
    bytesOfBucket[bucket(text, from, to)] += to - from;
    documentsOfBucket[bucket(text, from, to)]++;
  }

  public void add(LanguageSize other) {
    Arrays.setAll(bytesOfBucket, i -> bytesOfBucket[i] + other.bytesOfBucket[i]);
    Arrays.setAll(documentsOfBucket, i -> documentsOfBucket[i] + other.documentsOfBucket[i]);
  }

  long documents() {
    return documents(BUCKETS);
  }

  long bytes() {
    return bytes(BUCKETS);
  }

  /// The first bucket that is out.
  int limit(double target) {
    double sum = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (sum > 0 && sum + bytesOfBucket[bucket] > target) {
        return bucket;
      }
      sum += bytesOfBucket[bucket];
      if (target == 0) {
        return 0;
      }
    }
    return BUCKETS;
  }

  /// Documents below a limit.
  long documents(int limit) {
    return Arrays.stream(documentsOfBucket, 0, limit).asLongStream().sum();
  }

  /// Their bytes.
  long bytes(int limit) {
    return Arrays.stream(bytesOfBucket, 0, limit).sum();
  }

  /// Whether a document lies below a limit.
  static boolean isWithin(int limit, byte[] text, int from, int to) {
    return limit == BUCKETS || bucket(text, from, to) < limit;
  }

  private static int bucket(byte[] text, int from, int to) {
    return (int) (LineSet.sampleHash(text, from, to) >>> 48);
  }
}
