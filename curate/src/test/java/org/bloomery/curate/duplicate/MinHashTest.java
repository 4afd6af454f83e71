package org.bloomery.curate.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// MinHash beside what it approximates: the sets themselves.
class MinHashTest {
  private static final int TOKENS = 240;

  private static String word(Random random) {
    return "w" + random.nextInt(1 << 20);
  }

  /// A text and a copy of it in which a run of words at the end is other words: pairs of every
  /// similarity.
  private static List<String> pair(Random random, double replaced) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      words.add(word(random));
    }
    List<String> copy = new ArrayList<>(words);
    for (int i = (int) (TOKENS * (1 - replaced)); i < TOKENS; i++) {
      copy.set(i, word(random));
    }
    return List.of(String.join(" ", words), String.join(" ", copy));
  }

  /// Similarity by strings in sets, which shares no code with what is tested.
  private static double bruteForce(String a, String b, int n) {
    Set<String> first = grams(a, n);
    Set<String> both = new HashSet<>(grams(b, n));
    Set<String> all = new HashSet<>(both);
    both.retainAll(first);
    all.addAll(first);
    return (double) both.size() / all.size();
  }

  private static Set<String> grams(String text, int n) {
    String[] words = text.split(" ", -1);
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + n <= words.length; i++) {
      grams.add(String.join(" ", List.of(words).subList(i, i + n)));
    }
    return grams;
  }

  private static double jaccard(String a, String b, int n) {
    Shingles shingles = new Shingles(n);
    long[] first = shingles.read(a).distinct();
    return Shingles.jaccard(first, shingles.read(b).distinct());
  }

  private static boolean areCandidates(MinHash hash, String a, String b) {
    long[] keys = new long[2 * hash.keysPerDocument()];
    hash.read(a);
    hash.keys(keys, 0);
    hash.read(b);
    hash.keys(keys, hash.keysPerDocument());
    for (int band = 0; band < hash.keysPerDocument(); band++) {
      if (keys[band] == keys[hash.keysPerDocument() + band]) {
        return true;
      }
    }
    return false;
  }

  @Test
  void setsOfShinglesHaveTheSimilarityOfTheirStrings() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      List<String> pair = pair(random, random.nextDouble());
      double exact = bruteForce(pair.get(0), pair.get(1), 5);
      assertEquals(exact, jaccard(pair.get(0), pair.get(1), 5), 1e-12);
    }
  }

  /// Candidates per similarity against 1 − (1 − s^r)^b: the sum over pairs of the expected number
  /// and its standard deviation are known, and five deviations are allowed (one run in a million
  /// would fail by chance; the seed is fixed).
  @Test
  void candidatesFollowTheAnalyticCurve() {
    for (int[] shape : new int[][] {{14, 8}, {20, 5}, {9, 13}}) {
      MinHash hash = new MinHash(shape[0], shape[1], 5, 0.8);
      Random random = new Random(5);
      int bins = 10;
      double[] expected = new double[bins];
      double[] variance = new double[bins];
      int[] found = new int[bins];
      int[] pairs = new int[bins];
      for (int i = 0; i < 4000; i++) {
        List<String> pair = pair(random, random.nextDouble() * 0.6);
        double similarity = jaccard(pair.get(0), pair.get(1), 5);
        double p = MinHash.candidateProbability(similarity, shape[0], shape[1]);
        int bin = Math.min(bins - 1, (int) (similarity * bins));
        expected[bin] += p;
        variance[bin] += p * (1 - p);
        pairs[bin]++;
        found[bin] += areCandidates(hash, pair.get(0), pair.get(1)) ? 1 : 0;
      }
      for (int bin = 2; bin < bins; bin++) {
        assertTrue(pairs[bin] > 50, "bin " + bin + " has only " + pairs[bin] + " pairs");
        assertEquals(
            expected[bin],
            found[bin],
            5 * Math.sqrt(variance[bin]) + 1,
            shape[0] + "×" + shape[1] + ", similarity " + bin / 10.0);
      }
    }
  }

  /// Recall is that of the curve, precision is one: no pair below the threshold is taken.
  @Test
  void dropsExactlyTheCandidatesAtTheThreshold() {
    MinHash hash = new MinHash(14, 8, 5, 0.8);
    Random random = new Random(3);
    double expected = 0;
    double variance = 0;
    int dropped = 0;
    for (int i = 0; i < 3000; i++) {
      List<String> pair = pair(random, random.nextDouble() * 0.3);
      double similarity = bruteForce(pair.get(0), pair.get(1), 5);
      boolean isDropped = NearDuplicates.keepers(pair, hash)[1] == 0;
      assertFalse(isDropped && similarity < 0.8, "similarity " + similarity);
      if (similarity >= 0.8) {
        double p = MinHash.candidateProbability(similarity, 14, 8);
        expected += p;
        variance += p * (1 - p);
        dropped += isDropped ? 1 : 0;
      }
    }
    assertTrue(expected > 500);
    assertEquals(expected, dropped, 5 * Math.sqrt(variance));
  }

  @Test
  void signaturesAgreeInTheShareOfCommonShingles() {
    MinHash hash = new MinHash(64, 16, 5, 0.8);
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      List<String> pair = pair(random, random.nextDouble());
      double similarity = jaccard(pair.get(0), pair.get(1), 5);
      hash.read(pair.get(0));
      long[] first = hash.signature().clone();
      hash.read(pair.get(1));
      long[] second = hash.signature();
      int equal = 0;
      for (int k = 0; k < first.length; k++) {
        equal += first[k] == second[k] ? 1 : 0;
      }
      double deviation = Math.sqrt(similarity * (1 - similarity) / first.length);
      assertEquals(similarity, (double) equal / first.length, 5 * deviation + 1e-3);
    }
  }

  @Test
  void theEndsOfAChainOfSmallChangesAreNotDuplicates() {
    Random random = new Random(2);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      words.add(word(random));
    }
    List<String> chain = new ArrayList<>();
    for (int version = 0; version < 40; version++) {
      chain.add(String.join(" ", words));
      for (int i = 0; i < 8; i++) {
        words.set((version * 8 + i) % TOKENS, word(random));
      }
    }
    MinHash hash = new MinHash(20, 5, 5, 0.8);
    int[] keepers = NearDuplicates.keepers(chain, hash);
    int kept = 0;
    for (int i = 0; i < keepers.length; i++) {
      if (keepers[i] < 0) {
        kept++;
      } else {
        assertEquals(-1, keepers[keepers[i]], "a keeper stays itself");
        assertTrue(bruteForce(chain.get(i), chain.get(keepers[i]), 5) >= 0.8);
      }
    }
    assertTrue(kept >= 8, "of a chain of 40 steps of 8 words, " + kept + " stay");
  }

  @Test
  void shortTextsAreDuplicatesOnlyWhenAllTheirTokensAgree() {
    List<String> texts = List.of("one two", "One, two!", "one two three", "", "...", "two one");
    int[] keepers = NearDuplicates.keepers(texts, new MinHash(20, 5, 5, 0.8));
    assertEquals("[-1, 0, -1, -1, -1, -1]", java.util.Arrays.toString(keepers));
  }
}
