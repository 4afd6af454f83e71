package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.ClusterSettings;

/// A batch script that trains a run under SLURM: a chain of jobs, of which each goes on from the
/// newest checkpoint, ends by itself before its time is over, and ends whole when a rank fails.
///
/// @param head what SLURM reads
/// @param body what the first node runs
record SlurmScript(String head, String body) {
  /// On top of the tensors: Java, libtorch and what allocators keep.
  private static final double MEMORY_SLACK = 1.25;

  private static final long RUNTIME_BYTES = 1L << 30;

  /// The script of a run.
  ///
  /// @param memory bytes of the rank that holds most
  /// @param launcher path of the `bloomery` script
  /// @param stageArguments `RUN.toml OUT [section.key=value …]`
  static SlurmScript of(Run run, long memory, String launcher, String[] stageArguments) {
    return new SlurmScript(head(run, memory), body(launcher, stageArguments));
  }

  private static String head(Run run, long memory) {
    ClusterSettings cluster = run.plan().cluster();
    Integer perNode = cluster == null ? null : cluster.devicesPerNode();
    int ranks = run.train().ranks();
    return """
    #!/bin/sh
    # Trains %1$s on %2$d ranks. Submit with sbatch, on a file system that all nodes see.
    #SBATCH --job-name=%1$s
    #SBATCH --ntasks=%2$d
    %3$s#SBATCH --cpus-per-task=1
    #SBATCH --mem-per-cpu=%4$dM
    # Yours to choose: the time of a job, and how many come one after the other. A job that finds
    # the work done ends at once.
    #SBATCH --time=20:00:00
    #SBATCH --array=1-10%%1
    # So many seconds before its end a job is told to save and end; a step and a checkpoint must
    # fit.
    #SBATCH --signal=B:USR1@600
    """
        .formatted(
            run.name(),
            ranks,
            perNode == null || perNode > ranks ? "" : "#SBATCH --ntasks-per-node=" + perNode + "\n",
            (long) (memory * MEMORY_SLACK + RUNTIME_BYTES) >> 20);
  }

  private static String body(String launcher, String[] stageArguments) {
    List<String> command = new ArrayList<>(List.of(launcher, "train", stageArguments[0]));
    command.addAll(List.of("--out", stageArguments[1]));
    for (int i = 2; i < stageArguments.length; i++) {
      command.addAll(List.of("--set", stageArguments[i]));
    }
    return """
    set -u
    cd %s || exit 5
    stop=%s

    # Only a stop that a job asked for is taken back, never that of a person.
    take_back() {
      if grep -qs '^time limit of job' "$stop"; then rm -f "$stop"; fi
    }
    stop_in_time() {
      if [ ! -e "$stop" ]; then echo "time limit of job $SLURM_JOB_ID" >"$stop"; fi
    }
    trap stop_in_time USR1
    take_back

    %s --build train || exit # once, not at all ranks
    # Ranks meet on the node where this runs, the first one.
    export MASTER_PORT=$((20000 + SLURM_JOB_ID %% 10000))
    srun --kill-on-bad-exit=1 --wait=60 \\
      %s &
    ranks=$!
    wait "$ranks"
    code=$?
    while kill -0 "$ranks" 2>/dev/null; do # a signal ends only the waiting
      wait "$ranks"
      code=$?
    done
    if grep -qs '^time limit of job' "$stop"; then code=0; fi
    take_back
    exit "$code"
    """
        .formatted(
            quoted(System.getProperty("user.dir", ".")),
            quoted(stageArguments[1] + "/training.stop"),
            quoted(launcher),
            command.stream().map(SlurmScript::quoted).collect(Collectors.joining(" ")));
  }

  /// A word as a shell reads it.
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=,:-]+")
        ? word
        : String.format(Locale.ROOT, "'%s'", word.replace("'", "'\\''"));
  }
}
