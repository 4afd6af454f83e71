package org.bloomery.train;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.model.BloomShape;

/// Checks the layout of a run before any work. Arguments: `MODE RUN.toml OUT [section.key=value
/// …]`.
///
/// Mode `show` says what each rank holds, as does `check` where this machine cannot start so many
/// ranks; both refuse those. Mode `slurm` prints a batch script for a cluster.
public final class LayoutTool {
  private LayoutTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "train",
        () -> {
          String[] stageArguments = Arrays.copyOfRange(arguments, 1, arguments.length);
          Run run = StageMain.load(stageArguments);
          // There is no tokenizer yet; it will have the size that it was asked to have.
          BloomShape shape = TrainStage.shape(run.model(), run.tokenize().vocabularySize());
          LayoutTable table = LayoutTable.of(run, shape, RankedTraining.precision(run));
          if (arguments[0].equals("slurm")) {
            printScript(run, table, stageArguments);
          } else {
            require(run, table, arguments[0].equals("show"));
          }
          return 0;
        });
  }

  private static void require(Run run, LayoutTable table, boolean show) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (show || !run.train().ranksFit(processors)) {
      table.print(Console.standard("train"));
    }
    run.train().requireRanksOfOneMachine(processors);
  }

  private static void printScript(Run run, LayoutTable table, String[] stageArguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String launcher = System.getProperty("bloomery.root", ".") + "/bloomery";
    SlurmScript script = SlurmScript.of(run, table.mostMemory(), launcher, stageArguments);
    out.print(script.head());
    table.print(new Console(out, false, "# train"));
    out.print(script.body());
  }
}
