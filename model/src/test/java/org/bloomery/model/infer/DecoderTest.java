package org.bloomery.model.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
  @TempDir Path folder;

  @Test
  void decodingWithACacheAgreesWithAFullPass() throws IOException {
    BloomConfig config = RandomModels.config(400, 96, 3, 6);
    try (InferenceModel model = RandomModels.write(folder, config, 11)) {
      int[] ids = RandomModels.ids(new Random(12), 200, config);
      SequenceScores scores = new Scorer(model).score(List.of(ScoreRequest.all(ids, 0))).getFirst();
      for (int prompt : new int[] {1, 31, 32, 33, 150}) {
        try (Continuation continuation = new Decoder(model).start(Arrays.copyOf(ids, prompt))) {
          for (int i = prompt; i < ids.length; i++) {
            double logProb = new Distribution(continuation.logits()).logProb(ids[i]);
            assertEquals(scores.logProb(i), logProb, 1e-5, "token " + i + " after " + prompt);
            continuation.append(ids[i]);
          }
        }
      }
    }
  }

  @Test
  void sharesOutLargeMatricesWithoutChangingTheResult() throws IOException {
    BloomConfig config = RandomModels.config(20_000, 128, 1, 4); // 2.5 M elements in the head
    try (InferenceModel model = RandomModels.write(folder, config, 13)) {
      int[] ids = RandomModels.ids(new Random(14), 12, config);
      SequenceScores scores = new Scorer(model).score(List.of(ScoreRequest.all(ids, 0))).getFirst();
      try (Continuation continuation = new Decoder(model).start(Arrays.copyOf(ids, 1))) {
        for (int i = 1; i < ids.length; i++) {
          double logProb = new Distribution(continuation.logits()).logProb(ids[i]);
          assertEquals(scores.logProb(i), logProb, 1e-5);
          continuation.append(ids[i]);
        }
      }
    }
  }

  @Test
  void givesTheSameBitsOnManyThreadsAndInABatch() throws IOException {
    BloomConfig config = RandomModels.config(400, 96, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 15)) {
      Random random = new Random(16);
      List<int[]> prompts =
          IntStream.range(0, 8)
              .mapToObj(_ -> RandomModels.ids(random, 1 + random.nextInt(70), config))
              .toList();
      List<float[]> alone = prompts.stream().map(prompt -> greedy(model, prompt)).toList();
      List<float[]> together =
          prompts.parallelStream().map(prompt -> greedy(model, prompt)).toList();
      List<Continuation> batch = new Decoder(model).start(prompts);
      for (int i = 0; i < prompts.size(); i++) {
        assertArrayEquals(alone.get(i), together.get(i));
        try (Continuation continuation = batch.get(i)) {
          assertArrayEquals(alone.get(i), lastLogits(continuation));
        }
      }
    }
  }

  private static float[] greedy(InferenceModel model, int[] prompt) {
    try (Continuation continuation = new Decoder(model).start(prompt)) {
      return lastLogits(continuation);
    }
  }

  private static float[] lastLogits(Continuation continuation) {
    for (int i = 0; i < 90; i++) { // beyond the spare room of the cache
      continuation.append(Distribution.likeliest(continuation.logits()));
    }
    return continuation.logits();
  }

  @Test
  void forksGoTheirOwnWays() throws IOException {
    BloomConfig config = RandomModels.config(300, 32, 2, 4);
    try (InferenceModel model = RandomModels.write(folder, config, 17);
        Continuation first = new Decoder(model).start(new int[] {1, 2, 3});
        Continuation second = first.fork();
        Continuation direct = new Decoder(model).start(new int[] {1, 2, 3})) {
      first.append(4);
      second.append(5);
      direct.append(5);
      assertArrayEquals(direct.logits(), second.logits());
      assertEquals(4, first.length());
    }
  }

  @Test
  void refusesWhatDoesNotFitIntoTheContext() throws IOException {
    BloomConfig config = RandomModels.config(300, 32, 1, 2);
    try (InferenceModel model = RandomModels.write(folder, config, 17)) {
      Decoder decoder = new Decoder(model);
      assertThrows(InputException.class, () -> decoder.start(new int[0]).close());
      assertThrows(InputException.class, () -> decoder.start(new int[513]).close());
      try (Continuation full = decoder.start(new int[512])) {
        assertThrows(InputException.class, () -> full.append(1));
      }
    }
  }
}
