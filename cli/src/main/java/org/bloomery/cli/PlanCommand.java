package org.bloomery.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The plan of a run, and the planner's tools that take no run file.
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "[COMMAND]")
final class PlanCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--explain",
      description = "Prints every assumption with its source and every formula, and plans nothing.")
  private boolean explain;

  static CommandSpec spec() {
    return RunOptions.optionalRunFile(new PlanCommand());
  }

  @Override
  public Integer call() {
    return explain
        ? RoomProcess.run(Room.PLAN_TOOL, List.of("explain", Json.line(options.request())))
        : StageCommand.run(StageName.PLAN, options);
  }

  @Command(description = "Fits scaling laws to training runs or to a table of losses.")
  int fit(
      @Parameters(
              paramLabel = "RUN|TABLE.csv",
              arity = "1..*",
              description =
                  "Run directories, or CSV files with the columns parameters, tokens and loss.")
          List<String> inputs,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              defaultValue = "out/fit",
              description = "Folder for fit.json (${DEFAULT-VALUE}).")
          String out,
      @Option(
              names = "--target-flops",
              paramLabel = "C",
              description = "What would the best run of this many operations reach?")
          @Nullable Double targetFlops,
      @Option(
              names = "--target-parameters",
              paramLabel = "N",
              description = "What would a model of this size reach?")
          @Nullable Double targetParameters,
      @Option(names = "--target-tokens", paramLabel = "D", description = "After this many tokens.")
          @Nullable Double targetTokens,
      @Option(
              names = "--bootstrap",
              paramLabel = "N",
              defaultValue = "400",
              description = "Resamplings for the intervals (${DEFAULT-VALUE}).")
          int bootstrap,
      @Option(
              names = "--seed",
              paramLabel = "S",
              defaultValue = "1",
              description = "Seed of the resampling (${DEFAULT-VALUE}).")
          long seed) {
    Map<String, @Nullable Object> request = new HashMap<>();
    request.put("inputs", List.copyOf(inputs));
    request.put("out", out);
    request.put("targetFlops", targetFlops);
    request.put("targetParameters", targetParameters);
    request.put("targetTokens", targetTokens);
    request.put("bootstrap", bootstrap);
    request.put("seed", seed);
    return start("fit", request);
  }

  @Command(description = "Says which model size a fitted law would expect behind a loss.")
  int diagnose(
      @Parameters(paramLabel = "FIT.json", description = "Written by plan fit.") String fit,
      @Option(
              names = "--loss",
              required = true,
              paramLabel = "L",
              description = "The run's loss in nats a token.")
          double loss,
      @Option(
              names = "--tokens",
              required = true,
              paramLabel = "D",
              description = "Tokens that it was trained on.")
          double tokens,
      @Option(names = "--parameters", paramLabel = "N", description = "The run's own size.")
          @Nullable Double parameters) {
    Map<String, @Nullable Object> request = new HashMap<>();
    request.put("fit", fit);
    request.put("loss", loss);
    request.put("tokens", tokens);
    request.put("parameters", parameters);
    return start("diagnose", request);
  }

  @Command(description = "Computes a published table of training runs again.")
  int audit(
      @Parameters(
              paramLabel = "TABLE.csv",
              description =
                  "Columns model, parameters, tokens and pf_days; where known"
                      + " accelerator_hours, flops_per_second, devices, days and source.")
          String table,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              defaultValue = "out/audit",
              description = "Folder for audit.json (${DEFAULT-VALUE}).")
          String out,
      @Option(
              names = "--tolerance",
              paramLabel = "SHARE",
              defaultValue = "0.01",
              description = "Up to this share a value is only slightly off (${DEFAULT-VALUE}).")
          double tolerance) {
    return start("audit", Map.of("table", table, "out", out, "tolerance", tolerance));
  }

  @Command(description = "Sets the plan of a finished run beside what its training measured.")
  int check(@Parameters(paramLabel = "DIR", description = "The run directory.") String directory) {
    return start("check", Map.of("directory", directory));
  }

  /// @param operation one that the room's `PlanTool` knows
  private static int start(String operation, Map<String, @Nullable Object> request) {
    return RoomProcess.run(Room.PLAN_TOOL, List.of(operation, Json.line(request)));
  }
}
