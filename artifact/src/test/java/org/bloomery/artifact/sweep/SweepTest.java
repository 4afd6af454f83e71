package org.bloomery.artifact.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Path TINY =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");

  private static Run run(String sweep) {
    return RunFile.load(TINY, List.of("sweep={" + sweep + "}")).run();
  }

  private static Sweep sweep(String lists) {
    return Sweep.of(run(lists + ", warmUpSteps=1, steps=2"));
  }

  private static String refusal(String section) {
    return assertThrows(RunFileException.class, () -> Sweep.of(run(section))).getMessage();
  }

  @Test
  void combinesAllListsAndTakesTheRestFromTheRunFile() {
    List<SweepConfiguration> found =
        sweep("hidden=[32,64], microBatch=[2,4], recompute=[false,true]").configurations();
    assertEquals(8, found.size());
    assertEquals(
        List.of("32 2 false", "32 2 true", "32 4 false", "32 4 true"),
        found.subList(0, 4).stream()
            .map(each -> each.hidden() + " " + each.microBatch() + " " + each.recompute())
            .toList());
    SweepConfiguration first = found.getFirst();
    assertEquals(2, first.layers());
    assertEquals(16, first.batch());
    assertEquals(640, first.vocabulary()); // 600 entries, padded to a multiple of 128
    assertEquals(16 * 64, first.tokensPerStep());
  }

  @Test
  void whatSettingsRefuseIsLeftOutInTheirWordsAndCounted() {
    Sweep found = sweep("hidden=[32,64], heads=[4,5], microBatch=[3,4]");
    assertEquals(2, found.configurations().size());
    assertEquals(
        List.of(2, 2, 2), found.impossible().values().stream().sorted().toList(), "of six");
    String all = String.join("\n", found.impossible().keySet());
    assertTrue(all.contains("hidden = 32 is not a multiple of heads = 5"), all);
    assertTrue(all.contains("batch = 16 is not a multiple of microBatch = 3"), all);
  }

  @Test
  void theSameConfigurationIsNamedOnce() {
    assertEquals(1, sweep("precision=[\"fp32\",\"fp32\"]").configurations().size());
  }

  @Test
  void aSweepThatHasNothingToDoIsRefused() {
    assertTrue(
        refusal("heads=[5], warmUpSteps=1, steps=1")
            .startsWith("no combination of [sweep] can be trained: hidden = 64 is not"));
    assertTrue(
        refusal("hidden=[], warmUpSteps=1, steps=1")
            .contains("sweep: hidden = [] leaves no configuration"));
    assertTrue(refusal("warmUpSteps=1, steps=0").contains("steps = 0 is not positive"));
    assertTrue(refusal("warmUpSteps=-1, steps=1").contains("warmUpSteps = -1 is negative"));
    assertTrue(refusal("hidden=[64.5], warmUpSteps=1, steps=1").contains("sweep.hidden[0] = 64.5"));
    RunFileException none =
        assertThrows(RunFileException.class, () -> Sweep.of(RunFile.load(TINY, List.of()).run()));
    assertTrue(none.getMessage().contains("the run file has no [sweep]"), none.getMessage());
  }

  @Test
  void aConfigurationIsTheRunFileWithItsSets() {
    for (SweepConfiguration each :
        sweep("layers=[1,3], precision=[\"fp32\",\"bf16\"], batch=[8], microBatch=[1]")
            .configurations()) {
      assertEquals(each, SweepConfiguration.of(RunFile.load(TINY, each.sets()).run()));
      assertEquals(Map.of(), Map.copyOf(sweep("layers=[" + each.layers() + "]").impossible()));
    }
  }
}
