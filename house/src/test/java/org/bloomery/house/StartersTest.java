package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ranks that somebody else starts: SLURM and torchrun.
@EnabledOnOs(OS.LINUX)
class StartersTest {
  /// As srun does for tasks on one host: it sets what a rank reads, and ends all when one fails.
  private static final String SRUN =
      """
      #!/bin/sh
      set -u
      while [ "${1#-}" != "$1" ]; do shift; done
      ranks=
      for rank in 0 1; do
        SLURM_PROCID=$rank SLURM_STEP_NUM_TASKS=2 SLURM_LAUNCH_NODE_IPADDR=127.0.0.1 "$@" &
        ranks="$ranks $!"
      done
      code=0
      for rank in $ranks; do
        wait "$rank"
        ended=$?
        if [ "$ended" -gt "$code" ]; then code=$ended; fi
      done
      exit "$code"
      """;

  @TempDir Path folder;

  private static List<String> train(Path out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", "runs/tiny.toml", "--out", out.toString()));
    for (String set :
        List.of(
            "layout.tensor=1",
            "layout.pipeline=1",
            "layout.data=2",
            "layout.zero=1",
            "layout.schedule=1f1b",
            "tokens=400_000")) {
      words.addAll(List.of("--set", "train." + set));
    }
    words.addAll(List.of(more));
    return words;
  }

  private static Command.Result bloomery(List<String> words) throws Exception {
    return Command.bloomery(words.toArray(String[]::new)).run();
  }

  private Path script(Path out) throws Exception {
    Command.Result printed = bloomery(train(out, "--print-slurm"));
    assertEquals(0, printed.exitCode(), printed.output());
    assertFalse(Files.exists(out.resolve("resolved.toml")), "nothing is begun");
    return Files.writeString(folder.resolve("job.sh"), printed.output());
  }

  @Test
  void aBatchScriptStatesTheRanksTheirMemoryAndTheChainAndIsGoodShell() throws Exception {
    Path script = script(folder.resolve("a person's run"));
    Command.Result checked = Command.of(List.of("sh", "-n", script.toString())).run();
    assertEquals(0, checked.exitCode(), checked.output());
    String text = Files.readString(script);
    assertTrue(text.startsWith("#!/bin/sh\n"), text);
    for (String part :
        List.of(
            "#SBATCH --ntasks=2\n",
            "#SBATCH --mem-per-cpu=",
            "#SBATCH --array=1-10%1\n",
            "#SBATCH --signal=B:USR1@",
            "# train: 0      embedding + 2 + head",
            "srun --kill-on-bad-exit=1 --wait=60 \\\n",
            "a person'\\''s run'",
            " --set train.layout.data=2 ")) {
      assertTrue(text.contains(part), part + " is not in\n" + text);
    }
    Command.Result alone = Command.bloomery("train", "runs/tiny.toml", "--print-slurm").run();
    assertEquals(2, alone.exitCode());
    assertTrue(alone.output().contains("has no [train.layout] of several ranks"), alone.output());
  }

  /// Two jobs of a chain: the first is told that its time is over.
  @Test
  @Tag("long")
  void aJobEndsBeforeItsTimeAndTheNextOneGoesOn() throws Exception {
    Path out = TinyRun.prepared(folder.resolve("out"));
    Path script = script(out);
    Path srun = Files.writeString(folder.resolve("srun"), SRUN);
    assertTrue(srun.toFile().setExecutable(true));
    Command job =
        Command.of(List.of("sh", script.toString()))
            .with("PATH", folder + ":" + System.getenv("PATH"))
            .with("SLURM_JOB_ID", Long.toString(ProcessHandle.current().pid()));
    Command.Running first = job.start();
    Path checkpoint = out.resolve("training.partial/checkpoints/step-000010");
    first.awaitFile(checkpoint);
    Command.Result told =
        Command.of(List.of("kill", "-USR1", Long.toString(first.process().pid()))).run();
    assertEquals(0, told.exitCode(), told.output());
    assertEquals(0, first.process().waitFor(), first.output());
    assertTrue(first.output().contains("stopped after step"), first.output());
    assertFalse(Files.exists(out.resolve("training")), "it ended in the middle");
    assertFalse(Files.exists(out.resolve("training.stop")), "the next job may go on");
    Command.Result second = job.run();
    assertEquals(0, second.exitCode(), second.output());
    assertTrue(second.output().contains("goes on after step"), second.output());
    assertFalse(second.output().contains("[Gloo]"), second.output());
    assertTrue(Files.exists(out.resolve("training/manifest.json")), second.output());
    Command.Result third = job.run();
    assertEquals(0, third.exitCode(), third.output());
  }

  /// PyTorch's own starter, whose agent serves the meeting place.
  @Test
  @Tag("peer")
  void torchrunStartsTheRanks() throws Exception {
    Path out = TinyRun.prepared(folder.resolve("out"));
    List<String> words =
        new ArrayList<>(
            List.of(
                System.getProperty("bloomery.python", "python3"), "-m", "torch.distributed.run"));
    words.addAll(List.of("--nproc-per-node=2", "--no-python", "./bloomery"));
    words.addAll(train(out, "--set", "train.tokens=40_000"));
    Command.Result result = Command.of(words).run();
    assertEquals(0, result.exitCode(), result.output());
    assertTrue(Files.exists(out.resolve("training/manifest.json")), result.output());
  }
}
