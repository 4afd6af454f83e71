package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final int threads = Libtorch.threads();

  @AfterEach
  void giveOperatorsTheirThreadsBack() {
    Libtorch.setThreads(threads);
  }

  @Test
  void resultsComeInTheOrderOfTheTasksAndOperatorsUseOneThread() {
    try (Workers workers = Workers.start(3)) {
      assertEquals(3, workers.count());
      List<Supplier<float[]>> tasks =
          List.of(() -> doubled(1), () -> doubled(2), () -> doubled(3), () -> doubled(4));
      List<float[]> results = workers.run(tasks);
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(new float[] {2 * (i + 1), 1}, results.get(i));
      }
    }
  }

  private static float[] doubled(float value) {
    try (Scope _ = Scope.open()) {
      var one = Tensors.of(new float[] {value}, 1);
      return new float[] {Tensors.floats(one.add(one))[0], Libtorch.threads()};
    }
  }

  @Test
  void failuresOfATaskReachTheCaller() {
    try (Workers workers = Workers.start(2)) {
      List<Supplier<Integer>> tasks = List.of(() -> 1, () -> Integer.parseInt("one"));
      assertThrows(NumberFormatException.class, () -> workers.run(tasks));
    }
  }
}
