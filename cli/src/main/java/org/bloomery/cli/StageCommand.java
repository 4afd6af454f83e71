package org.bloomery.cli;

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
    RunOptions.Checked checked = options.check(stage, stage);
    if (options.dryRun()) {
      System.out.println("bloomery: would run " + stage.verb() + " in " + checked.directory());
      return 0;
    }
    return RoomProcess.run(
        Room.of(stage, checked.run()), checked.javaOptions(stage), checked.arguments());
  }
}
