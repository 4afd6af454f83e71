package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  @Test
  void callsAnOperatorBySchemaName() {
    try (Scope _ = Scope.open()) {
      Tensor a = Tensors.of(new float[] {1, 2}, 2);
      Tensor b = Tensors.of(new float[] {10, 20}, 2);
      Tensor sum =
          Operators.call(
                  "aten::add", "Tensor", new IValue(a), new IValue(b), new IValue(new Scalar(2)))
              .getFirst()
              .toTensor();
      assertArrayEquals(new float[] {21, 42}, Tensors.floats(sum));
    }
  }

  @Test
  void passesListsOfTensors() {
    try (Scope _ = Scope.open()) {
      Tensor a = Tensors.of(new float[] {1, 2}, 2);
      Operators.call(
          "aten::_foreach_add_", "Scalar", Operators.tensors(a), new IValue(new Scalar(3)));
      assertArrayEquals(new float[] {4, 5}, Tensors.floats(a));
    }
  }
}
