package org.bloomery.cli;

import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The entry of the `bloomery` command.
@Command(
    name = "bloomery",
    description = "Makes an open multilingual language model, from a budget to a published model.",
    mixinStandardHelpOptions = true,
    version = "bloomery 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      GenerateCommand.class,
      ServeCommand.class,
      CrawlCommand.class,
      TokenizerCommand.class,
      SweepCommand.class,
      InspectCommand.class,
      ReportCommand.class
    })
public final class Bloomery {
  private Bloomery() {}

  public static void main(String[] arguments) {
    StageMain.exit("", () -> commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Bloomery());
    for (StageName stage : StageName.values()) {
      CommandSpec spec =
          switch (stage) {
            case PLAN -> PlanCommand.spec();
            case CORPUS -> CurateCommand.spec();
            case TRAINING -> CommandSpec.forAnnotatedObject(new TrainCommand());
            default -> CommandSpec.forAnnotatedObject(new StageCommand(stage));
          };
      spec.name(stage.verb());
      spec.usageMessage().description("Runs the stage that makes " + stage.folder() + "/.");
      line.addSubcommand(stage.verb(), spec);
    }
    line.setExecutionExceptionHandler((failure, command, _) ->
        failure instanceof SaidException said
            ? said.exitCode()
            : StageMain.report(command.getCommandName(), failure));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
