package org.bloomery.tokenize;

import java.util.Arrays;

/// How much there is of a language, by bucket of the documents' hashes. Not safe for threads.
final class LanguageSize {
  static final int BUCKETS = 1 << 16;

  private final long[] bytesOfBucket = new long[BUCKETS];
  private long documents;

  void add(byte[] text, int from, int to) {
    bytesOfBucket[bucket(text, from, to)] += to - from;
    documents++;
  }

  void add(LanguageSize other) {
    Arrays.setAll(bytesOfBucket, i -> bytesOfBucket[i] + other.bytesOfBucket[i]);
    documents += other.documents;
  }

  long documents() {
    return documents;
  }

  long bytes() {
    return Arrays.stream(bytesOfBucket).sum();
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

  static int bucket(byte[] text, int from, int to) {
    return (int) (LineSet.sampleHash(text, from, to) >>> 48);
  }
}
