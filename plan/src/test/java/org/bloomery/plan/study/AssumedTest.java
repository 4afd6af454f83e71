package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumption;
import org.junit.jupiter.api.Test;

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
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    RunFileException refused =
        assertThrows(RunFileException.class, () -> Assumed.of(Map.of("PUE", 1.1)));
    assertTrue(refused.getMessage().contains("plan.assume.PUE"), refused.getMessage());
    assertTrue(refused.getMessage().contains(", pue"), refused.getMessage());
  }
}
