package org.bloomery.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps a language to a share of the corpus by keeping its documents in the order of their hashes
/// until the share is full.
///
/// Sizes are collected in buckets by the first 16 bits of the hash, so that this needs little
/// memory for a corpus of any size; a bucket is kept or dropped whole.
///
/// @param lastBuckets the last bucket that is kept, by language; a language without one is kept
///   whole
record ShareLimit(HashMap<String, Integer> lastBuckets) implements Serializable {
  private static final int BUCKET_DIGITS = 4;

  static int bucket(String hash) {
    return Integer.parseInt(hash, 0, BUCKET_DIGITS, 16);
  }

  /// Finds the limits.
  ///
  /// @param sizes bytes by language and bucket, duplicates left out
  /// @param shares largest share of the whole by language
  static ShareLimit of(Map<String, SortedMap<Integer, Long>> sizes, Map<String, Double> shares) {
    long others = 0;
    for (Map.Entry<String, SortedMap<Integer, Long>> entry : sizes.entrySet()) {
      if (!shares.containsKey(entry.getKey())) {
        others += entry.getValue().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    double free = 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
    HashMap<String, Integer> last = new HashMap<>();
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      double target = share.getValue() / free * others;
      long sum = 0;
      int bucket = -1;
      for (Map.Entry<Integer, Long> size :
          sizes.getOrDefault(share.getKey(), new TreeMap<>()).entrySet()) {
        sum += size.getValue();
        if (sum > target) {
          break;
        }
        bucket = size.getKey();
      }
      if (sum > target) {
        last.put(share.getKey(), bucket);
      }
    }
    return new ShareLimit(last);
  }

  boolean keeps(String language, String hash) {
    Integer last = lastBuckets.get(language);
    return last == null || bucket(hash) <= last;
  }
}
