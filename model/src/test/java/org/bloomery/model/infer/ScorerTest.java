package org.bloomery.model.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
  @TempDir Path folder;

  @Test
  void scoresAreTheSameBitsWhateverElseIsInTheBatch() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    BloomConfig config = RandomModels.config(500, 96, 2, 6);
    try (InferenceModel model = RandomModels.write(folder, config, seed)) {
      Scorer scorer = new Scorer(model);
      List<ScoreRequest> requests = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int[] ids = RandomModels.ids(random, 1 + random.nextInt(150), config);
        requests.add(ScoreRequest.all(ids, random.nextInt(4)));
      }
      List<SequenceScores> alone = new ArrayList<>();
      requests.forEach(request -> alone.add(scorer.score(List.of(request)).getFirst()));
      for (int round = 0; round < 6; round++) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        Collections.shuffle(order, random);
        order = order.subList(0, 2 + random.nextInt(10));
        List<SequenceScores> together = scorer.score(order.stream().map(requests::get).toList());
        for (int i = 0; i < order.size(); i++) {
          same(alone.get(order.get(i)), together.get(i), "seed " + seed);
        }
      }
    }
  }

  private static void same(SequenceScores left, SequenceScores right, String what) {
    assertEquals(left.length(), right.length());
    for (int i = left.from(); i < left.length(); i++) {
      assertEquals(left.logProb(i), right.logProb(i), what);
      assertArrayEquals(left.topIds(i), right.topIds(i), what);
      assertArrayEquals(left.topLogProbs(i), right.topLogProbs(i), what);
    }
  }

  @Test
  void aScoreDependsOnNoLaterToken() throws IOException {
    BloomConfig config = RandomModels.config(300, 64, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 3)) {
      Scorer scorer = new Scorer(model);
      int[] ids = RandomModels.ids(new Random(4), 100, config);
      SequenceScores whole = scorer.score(List.of(ScoreRequest.all(ids, 0))).getFirst();
      for (int length : new int[] {2, 31, 32, 33, 64, 99}) {
        int[] prefix = Arrays.copyOf(ids, length);
        SequenceScores part = scorer.score(List.of(ScoreRequest.all(prefix, 0))).getFirst();
        for (int i = 1; i < length; i++) {
          assertEquals(whole.logProb(i), part.logProb(i));
        }
      }
    }
  }

  @Test
  void scoresOnlyWhatIsAskedFor() throws IOException {
    BloomConfig config = RandomModels.config(300, 64, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 3)) {
      Scorer scorer = new Scorer(model);
      int[] ids = RandomModels.ids(new Random(4), 80, config);
      SequenceScores whole = scorer.score(List.of(ScoreRequest.all(ids, 1))).getFirst();
      SequenceScores tail = scorer.score(List.of(new ScoreRequest(ids, 70, 1))).getFirst();
      assertTrue(Double.isNaN(tail.logProb(69)));
      double sum = 0;
      for (int i = 70; i < 80; i++) {
        assertEquals(whole.logProb(i), tail.logProb(i));
        sum += whole.logProb(i);
      }
      assertEquals(sum, tail.sum());
    }
  }

  @Test
  void theLikeliestTokenHasTheVeryLogProbabilityThatItHasAsTarget() throws IOException {
    BloomConfig config = RandomModels.config(300, 64, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 5)) {
      Scorer scorer = new Scorer(model);
      int[] ids = RandomModels.ids(new Random(6), 40, config);
      for (int i = 1; i < ids.length; i++) { // make the sequence greedy from token 1 on
        int[] prefix = Arrays.copyOf(ids, i + 1);
        ids[i] = scorer.score(List.of(ScoreRequest.all(prefix, 1))).getFirst().topIds(i)[0];
      }
      SequenceScores scores = scorer.score(List.of(ScoreRequest.all(ids, 3))).getFirst();
      assertTrue(scores.isGreedy());
      for (int i = 1; i < ids.length; i++) {
        assertEquals(scores.logProb(i), scores.topLogProbs(i)[0]);
        assertTrue(scores.topLogProbs(i)[0] >= scores.topLogProbs(i)[1]);
      }
    }
  }

  @Test
  void widensBfloat16Weights() throws IOException {
    BloomConfig config = new BloomConfig(300, 64, 2, 4, 1e-5, 1, 2, 3, 512, ElementType.BF16);
    int[] ids = RandomModels.ids(new Random(4), 20, config);
    double exact;
    try (InferenceModel model =
        RandomModels.write(folder.resolve("32"), RandomModels.config(300, 64, 2, 4), 3)) {
      exact = new Scorer(model).score(List.of(ScoreRequest.all(ids, 0))).getFirst().sum();
    }
    try (InferenceModel model = RandomModels.write(folder.resolve("16"), config, 3)) {
      double rounded = new Scorer(model).score(List.of(ScoreRequest.all(ids, 0))).getFirst().sum();
      assertEquals(exact, rounded, 0.5);
      assertTrue(exact != rounded);
    }
  }

  @Test
  void refusesAnIdThatIsNotInTheVocabulary() throws IOException {
    BloomConfig config = RandomModels.config(300, 64, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 3)) {
      InputException e =
          assertThrows(
              InputException.class,
              () -> new Scorer(model).score(List.of(ScoreRequest.all(new int[] {1, 300}, 0))));
      assertTrue(String.valueOf(e.getMessage()).contains("300"));
    }
  }
}
