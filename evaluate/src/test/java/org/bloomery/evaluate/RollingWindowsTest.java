package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingWindowsTest {
  private static final int PREFIX = 99;

  @Test
  void shortDocumentIsOneWindowAfterThePrefix() {
    List<Passage> windows = RollingWindows.of(new int[] {1, 2, 3}, PREFIX, 8);
    assertEquals(1, windows.size());
    assertArrayEquals(new int[] {PREFIX, 1, 2, 3}, windows.getFirst().ids());
    assertEquals(1, windows.getFirst().from());
  }

  /// lm_eval.utils.get_rolling_token_windows(range(10), 100, max_seq_len=4, context_len=1) gives
  /// ([100,0,1,2],[0,1,2,3]), ([3,4,5,6],[4,5,6,7]), ([5,6,7,8],[8,9]).
  @Test
  void lastWindowSlidesBackToAFullContext() {
    int[] document = IntStream.range(0, 10).toArray();
    List<Passage> windows = RollingWindows.of(document, 100, 4);
    assertEquals(3, windows.size());
    assertArrayEquals(new int[] {100, 0, 1, 2, 3}, windows.get(0).ids());
    assertArrayEquals(new int[] {3, 4, 5, 6, 7}, windows.get(1).ids());
    assertArrayEquals(new int[] {5, 6, 7, 8, 9}, windows.get(2).ids());
    assertEquals(List.of(1, 1, 3), windows.stream().map(Passage::from).toList());
  }

  @Test
  void predictsEveryTokenOnce() {
    for (int length = 0; length < 40; length++) {
      int[] document = IntStream.range(0, length).toArray();
      int[] predicted =
          RollingWindows.of(document, PREFIX, 7).stream()
              .flatMapToInt(w -> {
                assertTrue(w.from() >= 1 && w.ids().length <= 8);
                return IntStream.range(w.from(), w.ids().length).map(i -> w.ids()[i]);
              })
              .toArray();
      assertArrayEquals(document, predicted);
    }
  }

  @Test
  void emptyDocumentHasNoWindow() {
    assertTrue(RollingWindows.of(new int[0], PREFIX, 4).isEmpty());
  }
}
