package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendedSamplesTest {

  /// Sample n of source i is the two tokens (i, n).
  private record Numbered(int source, long count) implements Samples {
    @Override
    public int tokensPerSample() {
      return 2;
    }

    @Override
    public void read(long number, int[] target, int position) {
      target[position] = source;
      target[position + 1] = (int) number;
    }
  }

  private static BlendedSamples blend(long count, double... weights) {
    double[] shares = BlendedSamples.normalised(weights);
    List<Samples> sources = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      sources.add(new Numbered(i, BlendedSamples.needed(shares[i], count)));
    }
    return new BlendedSamples(sources, weights, count);
  }

  @Test
  void takesTheSourceFurthestBehindAndTheFirstOfEquals() {
    // Shares 1/2, 1/4, 1/4. n = 0 counts as 1: behind by .5 .25 .25 → 0; n = 1: −.5 .25 .25 → 1;
    // n = 2: 0 −.5 .5 → 2; n = 3: .5 −.25 −.25 → 0; n = 4: 0 0 0 → 0 (first of equals).
    BlendedSamples blend = blend(5, 2, 1, 1);
    int[] chosen = new int[5];
    for (int n = 0; n < 5; n++) {
      chosen[n] = blend.source(n);
    }
    assertArrayEquals(new int[] {0, 1, 2, 0, 0}, chosen);
  }

  @Test
  void readsEachSourceInItsOwnOrder() {
    BlendedSamples blend = blend(40, 3, 1);
    int[] next = new int[2];
    int[] sample = new int[2];
    for (int n = 0; n < 40; n++) {
      blend.read(n, sample, 0);
      assertEquals(next[sample[0]]++, sample[1]);
    }
    assertArrayEquals(new int[] {30, 10}, next);
  }

  @Test
  void staysWithinOneSampleOfTheSharesInRandomBlends() {
    long seed = 20240521;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      double[] weights = random.doubles(1 + random.nextInt(28), 0.001, 1).toArray();
      int count = 1 + random.nextInt(3000);
      BlendedSamples blend = blend(count, weights);
      int[] taken = new int[weights.length];
      for (int n = 0; n < count; n++) {
        taken[blend.source(n)]++;
      }
      double[] shares = BlendedSamples.normalised(weights);
      for (int i = 0; i < taken.length; i++) {
        double behind = Math.abs(shares[i] * count - taken[i]);
        assertTrue(behind < weights.length, "seed %d round %d".formatted(seed, round));
      }
    }
  }

  @Test
  void agreesWithTheRuleComputedInExactDecimals() {
    BlendedSamples blend = blend(2000, 0.5, 0.25, 0.125, 0.125);
    BigDecimal[] shares = {
      new BigDecimal("0.5"),
      new BigDecimal("0.25"),
      new BigDecimal("0.125"),
      new BigDecimal("0.125")
    };
    int[] taken = new int[4];
    for (int n = 0; n < 2000; n++) {
      int best = 0;
      BigDecimal most = null;
      for (int i = 0; i < 4; i++) {
        BigDecimal behind =
            shares[i].multiply(new BigDecimal(Math.max(n, 1))).subtract(new BigDecimal(taken[i]));
        if (most == null || behind.compareTo(most) > 0) {
          most = behind;
          best = i;
        }
      }
      taken[best]++;
      assertEquals(best, blend.source(n), "sample " + n);
    }
  }
}
