package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.calibration.Chronicle;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class LayoutSearchTest {
  private static final Shape BLOOM = new Shape(70, 14336, 112, 250_880, 2048);
  private static final Cluster JEAN_ZAY = Cluster.jeanZay(384);
  private static final double GIB = 1L << 30;

  private static LayoutSearch search(Shape shape, LayoutSpace space) {
    return LayoutSearch.of(
        shape,
        JEAN_ZAY,
        space,
        Chronicle.memory().model(),
        Chronicle.steps().costs(),
        LayoutSearch.Fit.UPPER_EDGE);
  }

  /// With what the engine of the time could do, BLOOM's layout is within 3% of the fastest.
  @Test
  void bloomsLayoutComesOutHigh() {
    LayoutSpace space = LayoutSpace.all(BLOOM, JEAN_ZAY, 2048).asMegatronDeepSpeedOf2022();
    LayoutSearch search = search(BLOOM, space);
    int rank = search.rank(Layout.BLOOM);
    assertTrue(rank >= 1 && rank <= 6, "rank " + rank + " of " + search.ranked().size());
    double best = search.ranked().getFirst().time().seconds();
    double own = search.ranked().get(rank - 1).time().seconds();
    assertTrue(own < 1.03 * best, own + " against " + best);
  }

  @Test
  void triesEveryLayoutOfThreeHundredEightyFourDevicesInTwoSeconds() {
    LayoutSpace space = LayoutSpace.all(BLOOM, JEAN_ZAY, 2048);
    search(BLOOM, space); // the first also loads classes and fits the rows
    long start = System.nanoTime();
    LayoutSearch search = search(BLOOM, space);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(search.tried() > 10_000, search.tried() + " tried");
    assertTrue(seconds < 2, seconds + " s");
    int accounted =
        search.refused().values().stream().mapToInt(Integer::intValue).sum()
            + search.tooLarge()
            + search.ranked().size();
    assertEquals(search.tried(), accounted);
  }

  @Test
  void frontHoldsWhatNothingBeats() {
    LayoutSearch search = search(BLOOM, LayoutSpace.all(BLOOM, JEAN_ZAY, 2048));
    assertFalse(search.front().isEmpty());
    for (LayoutChoice choice : search.front()) {
      assertTrue(
          search.ranked().stream()
              .noneMatch(other ->
                  other.time().seconds() < choice.time().seconds()
                      && other.memory().middleBytes() < choice.memory().middleBytes()),
          choice.layout().label());
    }
  }

  @Test
  void rankedFitByTheBandsUpperEdge() {
    LayoutSearch search = search(BLOOM, LayoutSpace.all(BLOOM, JEAN_ZAY, 2048));
    assertTrue(
        search.ranked().stream()
            .allMatch(choice -> choice.memory().highBytes() <= JEAN_ZAY.memoryBytes()));
  }

  @Test
  void namesTheSmallestWhereNothingFits() {
    Shape huge = new Shape(70, 65_536, 256, 250_880, 2048);
    LayoutSearch search = search(huge, LayoutSpace.all(huge, JEAN_ZAY, 2048));
    assertEquals(List.of(), search.ranked());
    assertTrue(search.nearest().getFirst().memory().middleBytes() > 80 * GIB);
  }

  /// One node of eight H100: 3 billion parameters need no tensor parallelism.
  @Test
  void planIsForOneNodeOfEightToo() {
    Cluster node = Cluster.of(Devices.find("h100").orElseThrow(), 8, 8, 50e9, Assumptions.DEFAULTS);
    Shape shape = new Shape(32, 3072, 24, 64_000, 2048);
    LayoutSearch search =
        LayoutSearch.of(
            shape,
            node,
            LayoutSpace.all(shape, node, 512),
            Chronicle.memory().model(),
            Chronicle.costs(node, Assumptions.DEFAULTS),
            LayoutSearch.Fit.UPPER_EDGE);
    LayoutChoice best = search.ranked().getFirst();
    assertEquals(1, best.layout().pipeline(), best.layout().label());
    double use = best.time().modelUtilisation();
    assertTrue(use > 0.4 && use < 0.5, best.layout().label() + " " + use);
  }

  /// The fit is for the devices that were measured.
  @Test
  void otherDevicesAreAssumed() {
    assertEquals(
        Chronicle.steps().costs().source(),
        Chronicle.costs(JEAN_ZAY, Assumptions.DEFAULTS).source());
    assertEquals(
        StepCosts.assumed(Assumptions.DEFAULTS).source(),
        Chronicle.costs(Cluster.single("other", 1e14, GIB, 1e11), Assumptions.DEFAULTS).source());
  }

  @Test
  void planIsForOneProcessToo() {
    Cluster machine = Cluster.single("this machine", 2e11, 8 * GIB, 3e10);
    Shape shape = new Shape(6, 256, 4, 8192, 256);
    LayoutSearch search =
        LayoutSearch.of(
            shape,
            machine,
            LayoutSpace.single(8, List.of(1, 2, 4, 8)),
            new SingleProcessMemory(4, 1024, null),
            StepCosts.assumed(Assumptions.DEFAULTS),
            LayoutSearch.Fit.UPPER_EDGE);
    assertEquals(8, search.ranked().size());
    LayoutChoice best = search.ranked().getFirst();
    assertEquals(Recompute.NONE, best.layout().recompute());
    assertEquals(0, best.time().communicationSeconds());
    assertEquals(0, best.time().bubbleSeconds(), 1e-12);
    assertTrue(best.memory().lowBytes() < best.memory().highBytes());
  }
}
