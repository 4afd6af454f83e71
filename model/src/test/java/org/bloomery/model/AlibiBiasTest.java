package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AlibiBiasTest {
  @Test
  void slopesOfAPowerOfTwoAreAGeometricSeries() {
    assertArrayEquals(new double[] {0.25, 0.0625, 0.015625, 0.00390625}, AlibiSlopes.of(4));
  }

  @Test
  void otherNumbersOfHeadsTakeEveryOtherSlopeOfTheNextPower() {
    double[] slopes = AlibiSlopes.of(12);
    assertEquals(0.5, slopes[0], 1e-12);
    assertEquals(Math.pow(2, -8), slopes[7], 1e-12);
    assertArrayEquals(
        new double[] {0.7071, 0.3536, 0.1768, 0.0884}, Arrays.copyOfRange(slopes, 8, 12), 1e-4);
    double[] large = AlibiSlopes.of(112);
    assertEquals(0.91700, large[0], 1e-5);
    assertEquals(0.95760, large[64], 1e-5);
    assertEquals(0.01632, large[111], 1e-5);
  }
}
