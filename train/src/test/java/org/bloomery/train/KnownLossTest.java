package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A million parameters on a text whose entropy is known, since we made it.
///
/// Eight poems of sixteen words follow one another, drawn at random each time. The first word of a
/// poem, of which nothing tells in advance, costs ln 8; the other fifteen follow from it and cost
/// nothing once they are known by heart. Every sample holds whole poems, so that its least loss is
/// the same: (ln 8) / 16 nats a token.
class KnownLossTest {
  private static final int POEMS = 8;
  private static final int WORDS = 16;
  private static final int SEQUENCE = 64;
  private static final int BATCH = 8;
  private static final int STEPS = 80;
  private static final double ENTROPY = Math.log(POEMS) / WORDS;

  @TempDir Path folder;

  /// More poems than training reads, so that it meets every sample once.
  private static ListedTokens poems() {
    Random random = new Random(20);
    List<int[]> documents = new ArrayList<>();
    for (int d = 0; d < 2 * STEPS * BATCH * SEQUENCE / WORDS; d++) {
      int poem = random.nextInt(POEMS);
      int[] words = new int[WORDS];
      for (int w = 0; w < WORDS; w++) {
        words[w] = poem * WORDS + w;
      }
      documents.add(words);
    }
    return new ListedTokens(documents);
  }

  @Test
  void aMillionParametersReachTheEntropyOfTheTextAndNoLess() throws IOException {
    BloomShape shape = new BloomShape(POEMS * WORDS, 128, 5, 4, SEQUENCE, 1e-5, 0);
    assertTrue(shape.parameterCount() > 1_000_000, () -> "" + shape.parameterCount());
    BloomModel model = BloomModel.create(shape, 0.02, Precision.FP32, 7);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0, MomentStore.inMemory());
    TrainingPlan plan =
        new TrainingPlan(
            Portions.constant(STEPS, BATCH, SEQUENCE),
            BATCH / 2,
            SEQUENCE,
            new LearningRate(0.01, 0.0002, 10 * BATCH, STEPS * BATCH),
            1.0,
            STEPS,
            STEPS,
            2,
            0,
            Spikes.WAIT,
            7,
            "fp32",
            "settings");
    Learner learner = new BloomLearner(model, optimiser, Workers.start(2), false, 7);
    TinyTraining.run(folder, plan, learner, STEPS, poems(), Clock.systemUTC(), () -> {});
    double[] losses = TinyTraining.losses(folder);
    assertEquals(Math.log(POEMS * WORDS), losses[0], 0.3);
    double reached = Arrays.stream(losses, STEPS - 20, STEPS).average().orElseThrow();
    assertEquals(ENTROPY, reached, 0.03 * ENTROPY);
  }
}
