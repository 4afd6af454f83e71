package org.bloomery.artifact.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void endsOnTicksAroundItsValues() {
    Axis axis = Axis.around(0.3, 4.2, 0, 100);
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0), axis.ticks());
    assertEquals(40, axis.place(2));
  }

  @Test
  void aSingleValueHasAFewTicksToo() {
    for (double value : List.of(0.0, 1.0, 1.3, -7.25, 1e-12, 33_554_432.0)) {
      Axis axis = Axis.around(value, value, 0, 100);
      int ticks = axis.ticks().size();
      assertTrue(ticks >= 2 && ticks < 12, value + " has " + ticks);
      assertTrue(Double.isFinite(axis.place(value)));
    }
  }

  @Test
  void equalRatiosAreEquallyFarApart() {
    Axis axis = Axis.logarithmic(4096, 65536, 0, 100);
    assertEquals(50, axis.place(16384), 1e-9);
  }

  @Test
  void manyDecadesHaveTicksAtPowersOfTen() {
    assertEquals(List.of(1e19, 1e20, 1e21, 1e22), Axis.logarithmic(3e18, 4e22, 0, 1).ticks());
    assertEquals(List.of(1e8, 2e8, 5e8, 1e9), Axis.logarithmic(9e7, 1.9e9, 0, 1).ticks());
    assertEquals(
        List.of(0.001, 1.0, 1000.0),
        Axis.logarithmic(2e-6, 1e5 * 1e15, 0, 1).ticks().subList(0, 3));
  }

  @Test
  void lessThanADecadeHasEqualSteps() {
    assertEquals(List.of(2.0, 2.5, 3.0), Axis.logarithmic(1.8, 3.4, 0, 1).ticks());
  }
}
