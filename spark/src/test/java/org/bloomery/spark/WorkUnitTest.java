package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceFile;
import org.junit.jupiter.api.Test;

class WorkUnitTest {
  private static CataloguedSource source(long... sizes) {
    SourceCard card =
        new SourceCard(
            "s",
            "t",
            "k",
            List.of("en"),
            null,
            "c",
            new SourceCard.Licence("CC0-1.0", "u", List.of(Use.TRAIN), null),
            "o",
            SourceCard.Availability.CLOSED,
            SourceCard.PersonalDataRisk.NONE,
            "p",
            "w",
            "file:x",
            null,
            null,
            new SourceCard.Format("lines", null, null, null));
    List<SourceFile> files = new ArrayList<>();
    for (long size : sizes) {
      files.add(new SourceFile("f" + files.size(), size, ""));
    }
    return new CataloguedSource(card, "", Arrays.stream(sizes).sum(), files);
  }

  @Test
  void gathersSmallFilesAndSlicesLargeOnes() {
    List<WorkUnit> units =
        WorkUnit.of(
            new Catalogue(List.of(source(600_000, 300_000, 300_000, 5_000_000, 10), source(1))));
    List<String> described =
        units.stream()
            .map(u -> u.source() + ":" + u.firstFile() + u.files() + u.slice() + "/" + u.slices())
            .toList();
    assertEquals(
        List.of(
            "0:0[f0, f1]0/1",
            "0:2[f2]0/1",
            "0:3[f3]0/3",
            "0:3[f3]1/3",
            "0:3[f3]2/3",
            "0:4[f4]0/1",
            "1:0[f0]0/1"),
        described);
    for (int i = 0; i < units.size(); i++) {
      assertEquals(i, units.get(i).number());
    }
  }

  @Test
  void doesNotSliceFilesOfWhichThereAreMany() {
    long[] sizes = new long[200];
    Arrays.fill(sizes, 50_000_000);
    sizes[0] = 1_000_000_000;
    List<WorkUnit> units = WorkUnit.of(new Catalogue(List.of(source(sizes))));
    assertEquals(8, units.getFirst().slices());
    assertTrue(units.stream().skip(8).allMatch(unit -> unit.slices() == 1));
    assertEquals(207, units.size());
  }

  @Test
  void dealsEveryRecordToExactlyOneSlice() {
    List<WorkUnit> units = WorkUnit.of(new Catalogue(List.of(source(9_000_000))));
    for (long record = 0; record < 1000; record++) {
      long number = record;
      assertEquals(1, units.stream().filter(unit -> unit.covers(number)).count());
    }
  }
}
