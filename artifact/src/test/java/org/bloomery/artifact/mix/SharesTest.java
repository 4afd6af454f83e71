package org.bloomery.artifact.mix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static double[] of(double... values) {
    return values;
  }

  private static double at(Map<String, Double> weights, String language) {
    return Objects.requireNonNull(weights.get(language));
  }

  @Test
  void whatOneCannotTakeIsDividedAmongTheOthers() {
    assertArrayEquals(of(10, 30), Shares.filled(of(1, 3), of(99, 99), 40), 1e-12);
    assertArrayEquals(of(5, 35), Shares.filled(of(1, 3), of(5, 99), 40), 1e-12);
    assertArrayEquals(of(20, 20), Shares.filled(of(1, 3), of(99, 20), 40), 1e-12);
    assertArrayEquals(of(2, 19, 19), Shares.filled(of(1, 1, 1), of(2, 50, 19), 40), 1e-12);
    assertArrayEquals(of(0, 40), Shares.filled(of(0, 1), of(99, 99), 40));
    assertArrayEquals(of(1, 2), Shares.filled(of(1, 1), of(1, 2), 40));
    assertArrayEquals(of(), Shares.filled(of(), of(), 40));
  }

  /// Algorithm 1 of Chung et al. 2023 in its own words: languages from the smallest up.
  @Test
  void equalWeightsAreUniMax() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      double[] sizes = random.doubles(1 + random.nextInt(12), 1, 1000).sorted().toArray();
      double budget = random.nextDouble() * 4000;
      double epochs = 1 + random.nextInt(4);
      double[] expected = new double[sizes.length];
      double left = budget;
      for (int i = 0; i < sizes.length; i++) {
        expected[i] = Math.min(left / (sizes.length - i), epochs * sizes[i]);
        left -= expected[i];
      }
      double[] ones = new double[sizes.length];
      Arrays.fill(ones, 1);
      double[] capacities = Arrays.stream(sizes).map(size -> epochs * size).toArray();
      assertArrayEquals(expected, Shares.filled(ones, capacities, budget));
    }
  }

  @Test
  void weightsOfAnySizeStayExact() {
    double[] amounts = Shares.filled(of(1e-9, 1e9, 1e-9), of(1e3, 10, 1e3), 100);
    assertArrayEquals(of(45, 10, 45), amounts, 1e-9);
  }

  @Test
  void profilesAreThePublishedMixes() {
    Map<String, Double> roots = MixProfile.ROOTS_BYTES.rows();
    assertEquals(47, roots.size());
    assertEquals(
        1_614_479_114_961.0, roots.values().stream().mapToDouble(Double::doubleValue).sum());
    Map<String, Double> bloom = MixProfile.BLOOM_TRAIN.rows();
    assertEquals(28, bloom.size());
    assertEquals(1, bloom.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-3);
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> MixProfile.named("roots"));
    assertTrue(
        String.valueOf(unknown.getMessage()).endsWith("the profiles are roots-bytes, bloom-train"));
  }

  @Test
  void profilesWeighTheLanguagesThatThereAre() {
    Map<String, Long> available =
        Map.of("en", 1L, "zh", 3L, "zh-hant", 1L, "code-py", 1L, "code-c", 3L, "sw", 9L, "de", 5L);
    Map<String, Double> bloom = MixProfile.BLOOM_TRAIN.weights(available);
    assertEquals(0.2217 + 0.08137, at(bloom, "en"), 1e-12);
    assertEquals(0.75 * (0.05529 + 0.1209 + 0.0005177), at(bloom, "zh"), 1e-12);
    assertEquals(0.25 * 0.1303, at(bloom, "code-py"), 1e-12);
    assertEquals(0.0, at(bloom, "de"));
    assertEquals(0.0003159 * 236_482_543 / 434_517_808.0, at(bloom, "sw"), 1e-12);
    Map<String, Double> roots = MixProfile.ROOTS_BYTES.weights(available);
    assertEquals(236_482_543.0, at(roots, "sw"));
    assertEquals(0.75 * 174_700_245_772.0, at(roots, "code-c"));
  }
}
