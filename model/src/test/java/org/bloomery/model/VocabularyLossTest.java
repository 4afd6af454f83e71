package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.CounterRandom;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyLossTest {
  private static final int ROWS = 23;
  private static final int HIDDEN = 12;
  private static final int VOCABULARY = 57;
  private static final double SCALE = 0.125;

  private final int[] targets = new int[ROWS];

  VocabularyLossTest() {
    Arrays.setAll(targets, i -> i % 7 == 3 ? TokenBatch.NO_TARGET : (i * 31) % VOCABULARY);
  }

  private static Tensor random(long key, int rows) {
    double[] values = CounterRandom.normals(key, rows * HIDDEN, 1.5);
    return Tensors.of(values, rows, HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 23, 64})
  void equalsAutogradInDoublePrecisionWhateverTheChunks(int chunkRows) {
    try (Scope _ = Scope.open()) {
      Tensor hidden = random(1, ROWS);
      Tensor table = random(2, VOCABULARY);
      Tensor hiddenGradient = torch.empty_like(hidden);
      Tensor tableGradient = Tensors.zeros(ScalarType.Double, VOCABULARY, HIDDEN);
      double[] losses =
          new VocabularyLoss(Precision.FP64, chunkRows)
              .lossesAndGradients(
                  hidden,
                  table,
                  targets,
                  SCALE,
                  new VocabularyLoss.Gradients(
                      hiddenGradient, (_, change) -> change.accept(tableGradient)));

      hidden.set_requires_grad(true);
      table.set_requires_grad(true);
      Tensor loss = Autograd.recording(() -> autogradLoss(hidden, table));
      TensorVector expected =
          torch.grad(
              new TensorVector(loss),
              new TensorVector(hidden, table),
              new TensorVector(),
              new BoolOptional(false),
              false,
              false);
      assertEquals(loss.item_double(), SCALE * Arrays.stream(losses).sum(), 1e-10);
      assertArrayEquals(Tensors.doubles(expected.get(0)), Tensors.doubles(hiddenGradient), 1e-10);
      assertArrayEquals(Tensors.doubles(expected.get(1)), Tensors.doubles(tableGradient), 1e-10);
      assertEquals(0, losses[3]);
    }
  }

  private Tensor autogradLoss(Tensor hidden, Tensor table) {
    int[] index = Arrays.stream(targets).map(t -> Math.max(t, 0)).toArray();
    double[] counts = Arrays.stream(targets).mapToDouble(t -> t < 0 ? 0 : 1).toArray();
    return torch
        .linear(hidden, table)
        .log_softmax(-1)
        .gather(1, Tensors.of(index, ROWS, 1))
        .mul(Tensors.of(counts, ROWS, 1))
        .sum()
        .mul(new Scalar(-SCALE));
  }

  @Test
  void addsToTheGradientOfTheTable() {
    try (Scope _ = Scope.open()) {
      Tensor hidden = random(1, ROWS);
      Tensor table = random(2, VOCABULARY);
      Tensor once = Tensors.zeros(ScalarType.Double, VOCABULARY, HIDDEN);
      Tensor twice = Tensors.zeros(ScalarType.Double, VOCABULARY, HIDDEN);
      VocabularyLoss loss = new VocabularyLoss(Precision.FP64, 8);
      for (Tensor target : new Tensor[] {once, twice, twice}) {
        loss.lossesAndGradients(
            hidden,
            table,
            targets,
            SCALE,
            new VocabularyLoss.Gradients(
                torch.empty_like(hidden), (_, change) -> change.accept(target)));
      }
      once.mul_(new Scalar(2));
      assertArrayEquals(Tensors.doubles(once), Tensors.doubles(twice), 1e-12);
    }
  }

  @Test
  void veryUnlikelyTargetsHaveAFiniteLoss() {
    try (Scope _ = Scope.open()) {
      Tensor hidden = Tensors.of(new float[] {200}, 1, 1);
      Tensor table = Tensors.of(new float[] {1, -1}, 2, 1);
      double[] losses = new VocabularyLoss(Precision.FP32, 8).losses(hidden, table, new int[] {1});
      assertEquals(400, losses[0], 1e-3);
    }
  }
}
