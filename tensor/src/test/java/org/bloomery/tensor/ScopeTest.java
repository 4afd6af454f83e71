package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void freesWhatWasMadeInside() {
    Tensor inside;
    try (Scope _ = Scope.open()) {
      inside = Tensors.of(new float[] {1}, 1);
      assertFalse(inside.isNull());
    }
    assertTrue(inside.isNull());
  }

  @Test
  void givesAResultToTheEnclosingScope() {
    try (Scope _ = Scope.open()) {
      Tensor given;
      try (Scope inner = Scope.open()) {
        given = inner.give(Tensors.of(new float[] {4}, 1));
      }
      assertArrayEquals(new float[] {4}, Tensors.floats(given));
    }
  }

  @Test
  void keepsAResultUntilItIsReleased() {
    Tensor kept;
    try (Scope _ = Scope.open()) {
      kept = Scope.keep(Tensors.of(new float[] {4}, 1));
    }
    assertArrayEquals(new float[] {4}, Tensors.floats(kept));
    Scope.release(kept);
    assertTrue(kept.isNull());
  }
}
