package org.bloomery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bloomery.artifact.stage.StageName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// One stage of a run, by its verb.
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {
  private final StageName stage;

  @Mixin private RunOptions options = new RunOptions();

  StageCommand(StageName stage) {
    this.stage = stage;
  }

  @Override
  public Integer call() {
    return run(stage, options);
  }

  static int run(StageName stage, RunOptions options) {
    return run(stage, options, List.of());
  }

  /// Runs a stage with more Java options than its settings ask for.
  static int run(StageName stage, RunOptions options, List<String> javaOptions) {
    RunOptions.Checked checked =
        stage == StageName.EVALUATION ? options.checkForEvaluation() : options.check(stage, stage);
    if (options.dryRun() && stage == StageName.CORPUS) {
      return RoomProcess.run(Room.FORECAST_TOOL, checked.arguments());
    }
    if (options.dryRun()) {
      System.out.println("bloomery: would run " + stage.verb() + " in " + checked.directory());
      return 0;
    }
    List<String> all = new ArrayList<>(checked.javaOptions(stage));
    all.addAll(javaOptions);
    return RoomProcess.run(Room.of(stage, checked.run()), all, checked.arguments());
  }
}
