package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TensorsTest {
  @Test
  void arraysComeBackAsTheyWent() {
    try (Scope _ = Scope.open()) {
      assertArrayEquals(
          new float[] {1, -2, 3.5f}, Tensors.floats(Tensors.of(new float[] {1, -2, 3.5f}, 3)));
      assertArrayEquals(
          new double[] {1, Math.PI}, Tensors.doubles(Tensors.of(new double[] {1, Math.PI}, 1, 2)));
      assertArrayEquals(new long[] {7, -1}, Tensors.longs(Tensors.of(new int[] {7, -1}, 2)));
    }
  }

  @Test
  void viewsWithGapsAreReadInRowMajorOrder() {
    try (Scope _ = Scope.open()) {
      Tensor square = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
      assertArrayEquals(new float[] {1, 3, 2, 4}, Tensors.floats(square.transpose(0, 1)));
      assertThrows(IllegalArgumentException.class, () -> Tensors.bytes(square.transpose(0, 1)));
    }
  }

  @Test
  void bytesShareMemoryWithTheTensor() {
    try (Scope _ = Scope.open()) {
      Tensor tensor = Tensors.zeros(ScalarType.Float, 2, 3);
      MemorySegment bytes = Tensors.bytes(tensor);
      assertEquals(24, bytes.byteSize());
      bytes.setAtIndex(ValueLayout.JAVA_FLOAT, 4, 9f);
      assertArrayEquals(new float[] {0, 0, 0, 0, 9, 0}, Tensors.floats(tensor));
    }
  }

  @Test
  void tensorsOverNativeMemoryShareIt() {
    try (Arena arena = Arena.ofConfined();
        Scope _ = Scope.open()) {
      MemorySegment memory = arena.allocate(ValueLayout.JAVA_DOUBLE, 4);
      Tensor tensor = Tensors.over(memory, ScalarType.Double, 2, 2);
      tensor.add_(new Scalar(2.5));
      assertEquals(2.5, memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 3));
      assertThrows(
          IllegalArgumentException.class, () -> Tensors.over(memory, ScalarType.Double, 5));
      assertThrows(
          IllegalArgumentException.class,
          () -> Tensors.over(MemorySegment.ofArray(new double[4]), ScalarType.Double, 4));
    }
  }

  @Test
  void valuesMustFillTheShape() {
    assertThrows(IllegalArgumentException.class, () -> Tensors.of(new float[3], 2, 2));
  }
}
