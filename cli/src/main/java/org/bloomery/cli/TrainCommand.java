package org.bloomery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bloomery.artifact.stage.StageName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The training stage, which can also say where its time goes.
@Command(mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--profile",
      description =
          "Prints the time of each part at every evaluation and writes"
              + " training/measured/profile.json.")
  private boolean profile;

  @Option(
      names = "--draw-schedule",
      description =
          "Draws the newest step at every evaluation, what each rank computed and when, beside the"
              + " ideal schedule of the same layout, in training/measured/schedule.svg.")
  private boolean drawsSchedule;

  @Option(
      names = "--print-slurm",
      description =
          "Prints a batch script that trains on the ranks of [train.layout] under SLURM, in jobs"
              + " one after the other; trains nothing.")
  private boolean printSlurm;

  @Override
  public Integer call() {
    if (printSlurm) {
      return options.printSlurm();
    }
    List<String> javaOptions = new ArrayList<>();
    if (profile) {
      javaOptions.add("-Dbloomery.profile=true");
    }
    if (drawsSchedule) {
      javaOptions.add("-Dbloomery.drawSchedule=true");
    }
    return StageCommand.run(StageName.TRAINING, options, javaOptions);
  }
}
