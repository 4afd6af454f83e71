package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssumedTest {
  @Test
  void everyAssumptionHasANameOfItsOwnAndASource() {
    assertEquals(Assumed.ALL.size(), Assumed.ALL.stream().map(Assumption::name).distinct().count());
    for (Assumption assumption : Assumed.ALL) {
      assertFalse(assumption.source().isBlank(), assumption.name());
      assertFalse(assumption.label().isBlank(), assumption.name());
    }
  }

  @Test
  void aStatedValueComesFirstAndIsMarked() {
    Assumed.Use first = Assumed.uses(Assumed.of(Map.of("pue", 1.1))).getFirst();
    assertEquals("pue", first.name());
    assertEquals(1.1, first.used());
    assertTrue(first.stated());
    assertTrue(first.source().startsWith("run file; default 1.2: Jean Zay"), first.source());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    RunFileException refused =
        assertThrows(RunFileException.class, () -> Assumed.of(Map.of("PUE", 1.1)));
    assertTrue(refused.getMessage().contains("plan.assume.PUE"), refused.getMessage());
    assertTrue(refused.getMessage().contains(", pue"), refused.getMessage());
  }

  static List<Assumption> all() {
    return Assumed.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aValueOutsideOfTheDomainIsRefused(Assumption assumption) {
    String name = assumption.name();
    double below = assumption.least() - Math.max(1e-9, Math.abs(assumption.least()));
    double above = assumption.most() * 1.001;
    for (double wrong : new double[] {below, above, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      RunFileException refused =
          assertThrows(
              RunFileException.class, () -> Assumed.of(Map.of(name, wrong)), name + " = " + wrong);
      assertTrue(
          refused.getMessage().startsWith("plan.assume." + name + " = " + wrong),
          refused.getMessage());
    }
    for (double right :
        new double[] {assumption.least(), assumption.low(), assumption.high(), assumption.most()}) {
      assertEquals(right, Assumed.of(Map.of(name, right)).of(assumption));
    }
  }

  @Test
  void aRefusedValueComesWithItsRuleAndRemedy() {
    RunFileException refused =
        assertThrows(RunFileException.class, () -> Assumed.of(Map.of("pue", 0.5)));
    assertEquals(2, refused.exitCode());
    assertEquals(
        "plan.assume.pue = 0.5 (energy of the site ÷ energy of its computers) must lie between 1"
            + " and 10; sources support 1.1 to 1.58, and 1.2 is taken where the line is left out",
        refused.getMessage());
  }
}
