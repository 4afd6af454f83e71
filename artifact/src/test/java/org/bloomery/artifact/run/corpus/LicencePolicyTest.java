package org.bloomery.artifact.run.corpus;

import static org.bloomery.artifact.run.corpus.Use.REDISTRIBUTE;
import static org.bloomery.artifact.run.corpus.Use.SHOW;
import static org.bloomery.artifact.run.corpus.Use.TRAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LicencePolicyTest {
  private static final List<Use> EVERY = List.of(Use.values());

  private static final LicencePolicy POLICY =
      new LicencePolicy(
          Map.of(
              "MIT", EVERY,
              "GPL-2.0-only", List.of(TRAIN),
              "CC BY (and more; see there)", List.of(TRAIN, SHOW)));

  @Test
  void aUseMustBeAllowedByTheCardAndByTheRun() {
    assertEquals(Set.of(TRAIN, REDISTRIBUTE, SHOW), POLICY.uses(EVERY, "mit"));
    assertEquals(Set.of(SHOW), POLICY.uses(List.of(SHOW), "MIT"));
    assertEquals(Set.of(), POLICY.uses(List.of(SHOW), "GPL-2.0-only"));
    assertEquals(Set.of(), POLICY.uses(EVERY, "CC-BY-NC-4.0"));
    assertEquals(Set.of(), POLICY.uses(EVERY, ""));
    assertEquals(Set.of(TRAIN, SHOW), POLICY.uses(EVERY, "CC BY (and more; see there)"));
  }

  @Test
  void orLeavesAChoiceAndAndAsksForBoth() {
    assertEquals(Set.of(TRAIN, REDISTRIBUTE, SHOW), POLICY.uses(EVERY, "GPL-2.0-only OR MIT"));
    assertEquals(Set.of(TRAIN), POLICY.uses(EVERY, "MIT AND GPL-2.0-only"));
    assertEquals(Set.of(), POLICY.uses(EVERY, "MIT AND (Zlib OR X11)"));
    assertEquals(Set.of(), POLICY.uses(EVERY, "MIT AND"));
    assertEquals(Set.of(TRAIN), POLICY.uses(EVERY, "GPL-2.0-only WITH Classpath-exception-2.0"));
  }

  @Test
  void withoutAPolicyTheCardDecidesAlone() {
    assertEquals(Set.of(TRAIN), new LicencePolicy(null).uses(List.of(TRAIN), "anything"));
  }
}
