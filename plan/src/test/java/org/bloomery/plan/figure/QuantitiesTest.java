package org.bloomery.plan.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantitiesTest {
  @Test
  void keepsThreeSignificantDigits() {
    assertEquals("176 G", Quantities.scaled(176_247_271_424.0));
    assertEquals("3.46 M", Quantities.scaled(3_459_000));
    assertEquals("1.00 k", Quantities.scaled(999.9));
    assertEquals("42", Quantities.scaled(42));
    assertEquals("0.40", Quantities.scaled(0.4));
  }

  @Test
  void showsBytesAndTimesInTheirOwnUnits() {
    assertEquals("2.00 GiB", Quantities.text(new Figure("m", "", 2.0 * (1L << 30), "bytes", "")));
    assertEquals("1:30", Quantities.text(new Figure("t", "", 90.0, "seconds", "")));
    assertEquals("150 TFLOP", Quantities.text(new Figure("f", "", 150e12, "FLOP", "")));
  }
}
