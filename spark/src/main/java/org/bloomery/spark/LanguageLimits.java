package org.bloomery.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bloomery.artifact.mix.Shares;
import org.bloomery.artifact.run.corpus.MixSettings;

/// How often each document stands in the corpus, so that its language gets its share. Documents are
/// taken in the order of their hashes until the share is full.
///
/// Sizes are collected in buckets by the first 16 bits of the hash, so that this needs little
/// memory for a corpus of any size; a bucket is kept or dropped whole.
///
/// @param limits by language; a language without one is kept whole, once
record LanguageLimits(HashMap<String, Limit> limits) implements Serializable {
  /// Nothing is limited.
  static final LanguageLimits NONE = new LanguageLimits(new HashMap<>());

  private static final int BUCKET_DIGITS = 4;

  /// A share that misses all of the text by rounding alone is all of it.
  private static final double WHOLE = 1 - 1e-9;

  /// How often documents of a language are taken.
  ///
  /// @param copies of every document
  /// @param lastBucket up to which documents have one copy more; -1: none
  record Limit(int copies, int lastBucket) implements Serializable {}

  static int bucket(String hash) {
    return Integer.parseInt(hash, 0, BUCKET_DIGITS, 16);
  }

  /// Keeps languages to a share of the whole.
  ///
  /// @param sizes bytes by language and bucket, duplicates left out
  /// @param shares largest share of the whole by language
  static LanguageLimits ofShares(
      Map<String, SortedMap<Integer, Long>> sizes, Map<String, Double> shares) {
    long others = 0;
    for (Map.Entry<String, SortedMap<Integer, Long>> entry : sizes.entrySet()) {
      if (!shares.containsKey(entry.getKey())) {
        others += sum(entry.getValue());
      }
    }
    double free = 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
    HashMap<String, Limit> limits = new HashMap<>();
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      SortedMap<Integer, Long> buckets = sizes.getOrDefault(share.getKey(), new TreeMap<>());
      double target = share.getValue() / free * others;
      if (sum(buckets) > target) {
        limits.put(share.getKey(), limit(buckets, target));
      }
    }
    return new LanguageLimits(limits);
  }

  /// Makes languages as large as a mix says, the largest ones smaller, the smallest ones by
  /// repeating documents where that is allowed.
  ///
  /// @param sizes bytes by language and bucket, duplicates left out
  static LanguageLimits ofMix(Map<String, SortedMap<Integer, Long>> sizes, MixSettings mix) {
    TreeMap<String, Long> available = new TreeMap<>();
    sizes.forEach((language, buckets) -> available.put(language, sum(buckets)));
    HashMap<String, Limit> limits = new HashMap<>();
    targets(available, mix)
        .forEach((language, target) ->
            limits.put(language, limit(sizes.getOrDefault(language, new TreeMap<>()), target)));
    return new LanguageLimits(limits);
  }

  /// How many bytes of each language a mix takes, repeats counted.
  ///
  /// @param available bytes by language, duplicates left out
  static SortedMap<String, Double> targets(SortedMap<String, Long> available, MixSettings mix) {
    Map<String, Double> weights = mix.weights(available);
    String[] languages = available.keySet().toArray(String[]::new);
    double[] capacities = new double[languages.length];
    double[] ordered = new double[languages.length];
    double all = 0;
    for (int i = 0; i < languages.length; i++) {
      long bytes = available.getOrDefault(languages[i], 0L);
      ordered[i] = weights.getOrDefault(languages[i], 0.0);
      capacities[i] = bytes * mix.epochs();
      all += bytes;
    }
    Long wanted = mix.bytes();
    double[] amounts = Shares.filled(ordered, capacities, wanted == null ? all : wanted);
    TreeMap<String, Double> targets = new TreeMap<>();
    for (int i = 0; i < languages.length; i++) {
      targets.put(languages[i], amounts[i]);
    }
    return targets;
  }

  private static long sum(SortedMap<Integer, Long> buckets) {
    return buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Limit limit(SortedMap<Integer, Long> buckets, double target) {
    long all = sum(buckets);
    if (all == 0) {
      return new Limit(1, -1);
    }
    double epochs = target / all;
    int copies = (int) Math.floor(epochs);
    if (epochs - copies >= WHOLE) {
      copies++;
    }
    double rest = target - (double) copies * all;
    long sum = 0;
    int last = -1;
    for (Map.Entry<Integer, Long> size : buckets.entrySet()) {
      sum += size.getValue();
      if (sum > rest) {
        break;
      }
      last = size.getKey();
    }
    return new Limit(copies, last);
  }

  /// How often a document stands in the corpus.
  int copies(String language, String hash) {
    Limit limit = limits.get(language);
    return limit == null ? 1 : limit.copies() + (bucket(hash) <= limit.lastBucket() ? 1 : 0);
  }
}
