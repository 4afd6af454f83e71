package org.bloomery.cli;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// All stages of a run in order, then the report.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs all stages of a run file; what is finished and unchanged is not run again.")
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--until",
      paramLabel = "STAGE",
      description =
          "Stops after this stage: plan, catalogue, curate, tokenize, pack, train, evaluate, publish.")
  private @Nullable String until;

  @Override
  public Integer call() {
    StageName last = until == null ? StageName.RELEASE : stage(until);
    RunOptions.Checked checked = options.check(StageName.PLAN, last);
    long start = System.nanoTime();
    for (StageName stage : StageName.values()) {
      if (stage.compareTo(last) > 0) {
        break;
      }
      if (options.dryRun()) {
        boolean finished = Files.exists(checked.directory().resolve(stage.folder()));
        System.out.printf(
            "bloomery: %s in %s%s%n",
            stage.verb(),
            checked.directory(),
            finished ? ", finished: again only if its settings or inputs have changed" : "");
        continue;
      }
      int code =
          RoomProcess.run(
              Room.of(stage, checked.run()), checked.javaOptions(stage), checked.arguments());
      if (code != 0) {
        return code;
      }
    }
    if (options.dryRun() || last != StageName.RELEASE) {
      return 0;
    }
    return finish(checked, (System.nanoTime() - start) / 1e9);
  }

  private static int finish(RunOptions.Checked checked, double seconds) {
    int code = RoomProcess.run(Room.REPORT_TOOL, List.of(checked.directory().toString()));
    if (code != 0) {
      return code;
    }
    System.out.printf(
        Locale.ROOT,
        """

        The model is in %1$s/release, the report in %1$s/report.html (%2$s min).
        Ask it more:
          ./bloomery generate %1$s --prompt "The European Parliament"
          ./bloomery serve %1$s
        """,
        checked.directory(),
        Progress.duration(seconds));
    return 0;
  }

  private static StageName stage(String verb) {
    for (StageName stage : StageName.values()) {
      if (stage.verb().equals(verb.toLowerCase(Locale.ROOT))) {
        return stage;
      }
    }
    throw new RunFileException(
        "--until "
            + verb
            + ": not a stage; the stages are "
            + String.join(
                ", ", java.util.Arrays.stream(StageName.values()).map(StageName::verb).toList()));
  }
}
