package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class GeluTest {
  /// From -12 to 12, of a length that is no multiple of a block.
  private static final int COUNT = 24_001;

  private static float[] inputs() {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (i - COUNT / 2) * 1e-3f;
    }
    return values;
  }

  @Test
  void floatsAreWithinAFewRoundingsOfDoublePrecision() {
    try (Scope _ = Scope.open()) {
      Tensor x = Tensors.of(inputs(), COUNT);
      double[] exact = Tensors.doubles(torch.gelu(x.to(ScalarType.Double), "tanh"));
      double[] found = Tensors.doubles(Gelu.of(x));
      for (int i = 0; i < COUNT; i++) {
        double input = Math.abs(inputs()[0] + i * 1e-3);
        assertEquals(exact[i], found[i], 4e-7 * Math.max(1e-2, input));
      }
    }
  }

  @Test
  void backwardGivesTheSlopeAndTheSameValues() {
    try (Scope _ = Scope.open()) {
      Tensor x = Tensors.of(inputs(), COUNT);
      Tensor gradient = torch.full_like(x, new Scalar(0.5));
      double[] exact =
          Tensors.doubles(
              torch.gelu_backward(gradient.to(ScalarType.Double), x.to(ScalarType.Double), "tanh"));
      float[] values = Tensors.floats(Gelu.backward(x, gradient));
      assertArrayEquals(Tensors.floats(Gelu.of(x)), values);
      assertArrayEquals(exact, Tensors.doubles(gradient), 0.5 * 5e-6); // 1 − t² loses digits
    }
  }

  @Test
  void notANumberStaysNotANumber() {
    try (Scope _ = Scope.open()) {
      float[] found = Tensors.floats(Gelu.of(Tensors.of(new float[] {Float.NaN, 0, 100}, 3)));
      assertTrue(Float.isNaN(found[0]));
      assertEquals(0, found[1]);
      assertEquals(100, found[2], 1e-4);
    }
  }
}
