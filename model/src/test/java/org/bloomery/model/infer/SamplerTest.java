package org.bloomery.model.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final float[] LOGITS = {
    (float) Math.log(0.4), (float) Math.log(0.1), (float) Math.log(0.3), (float) Math.log(0.2)
  };

  private static double[] frequencies(Sampling sampling, int draws) {
    double[] counts = new double[LOGITS.length];
    for (int sample = 0; sample < draws; sample++) {
      counts[new Sampler(sampling, sample, LOGITS.length).choose(LOGITS)] += 1.0 / draws;
    }
    return counts;
  }

  @Test
  void drawsFromTheDistribution() {
    assertArrayEquals(
        new double[] {0.4, 0.1, 0.3, 0.2}, frequencies(Sampling.of(1, 1, 0, 1), 20_000), 0.015);
  }

  @Test
  void temperatureSharpens() {
    double norm = 0.16 + 0.01 + 0.09 + 0.04;
    assertArrayEquals(
        new double[] {0.16 / norm, 0.01 / norm, 0.09 / norm, 0.04 / norm},
        frequencies(Sampling.of(0.5, 1, 0, 1), 20_000),
        0.015);
    assertEquals(1, frequencies(Sampling.GREEDY, 10)[0], 1e-9);
  }

  @Test
  void keepsTheNucleusAndTheTopK() {
    assertArrayEquals(
        new double[] {4 / 7.0, 0, 3 / 7.0, 0},
        frequencies(Sampling.of(1, 0.65, 0, 1), 20_000),
        0.02);
    assertArrayEquals(
        new double[] {4 / 9.0, 0, 3 / 9.0, 2 / 9.0},
        frequencies(Sampling.of(1, 1, 3, 1), 20_000),
        0.02);
    assertArrayEquals( // of the three likeliest, the fewest that have 70 % of their 90 %
        new double[] {4 / 7.0, 0, 3 / 7.0, 0},
        frequencies(Sampling.of(1, 0.7, 3, 1), 20_000),
        0.02);
    assertEquals(1, frequencies(Sampling.of(1, 1e-9, 0, 1), 10)[0], 1e-9);
  }

  @Test
  void repeatsItselfWithTheSameSeed() {
    Sampling sampling = Sampling.of(1, 1, 0, 99);
    Sampler first = new Sampler(sampling, 0, LOGITS.length);
    Sampler second = new Sampler(sampling, 0, LOGITS.length);
    Sampler other = new Sampler(sampling, 1, LOGITS.length);
    int differences = 0;
    for (int i = 0; i < 50; i++) {
      int id = first.choose(LOGITS);
      assertEquals(id, second.choose(LOGITS));
      differences += id == other.choose(LOGITS) ? 0 : 1;
    }
    assertTrue(differences > 10, "samples differ");
  }

  @Test
  void biasAndPenaltiesMoveLogits() {
    Sampling forced = new Sampling(0, 1, 0, 0, Map.of(1, 100.0), 0, 0);
    assertEquals(1, new Sampler(forced, 0, LOGITS.length).choose(LOGITS));
    Sampler penalised = new Sampler(new Sampling(0, 1, 0, 0, Map.of(), 0.5, 0.5), 0, LOGITS.length);
    assertEquals(0, penalised.choose(LOGITS));
    assertEquals(2, penalised.choose(LOGITS), "0.4/e is below 0.3");
    assertEquals(3, penalised.choose(LOGITS));
    assertEquals(0, penalised.choose(LOGITS));
  }

  @Test
  void ordersLikeASort() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    float[] scores = new float[500];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(50);
    }
    LikeliestFirst order = new LikeliestFirst(scores);
    int before = order.next();
    while (order.hasNext()) {
      int next = order.next();
      assertTrue(
          scores[next] < scores[before] || (scores[next] == scores[before] && next > before),
          "seed " + seed);
      before = next;
    }
  }

  @Test
  void rowsThatOnlyFillTheEmbeddingUpAreNeverChosen() {
    float[] logits = {0, 1, 2, 50, 60};
    assertEquals(2, new Sampler(Sampling.GREEDY, 0, 3).choose(logits));
    Sampling open = Sampling.of(1, 1, 0, 7);
    for (int sample = 0; sample < 50; sample++) {
      assertTrue(new Sampler(open, sample, 3).choose(logits) < 3);
    }
  }
}
