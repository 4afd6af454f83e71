package org.bloomery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.stage.RankSeat;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that the run and each of its stages share.
final class RunOptions {
  @Parameters(paramLabel = "RUN.toml", description = "The run file; shipped ones are in runs/.")
  private Path runFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory; out/<run name> where left out.")
  private @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "section.key=value",
      description = "Replaces one setting; may be given several times.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--dry-run", description = "Checks everything and says what would be done.")
  private boolean dryRun;

  /// Kept until this process ends: an unreachable lock is released.
  private @Nullable RunDirectory held;

  boolean dryRun() {
    return dryRun;
  }

  /// A command whose tools need no run file: picocli must not ask for one, as [#check] does.
  static CommandSpec optionalRunFile(Object command) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    for (PositionalParamSpec runFile : List.copyOf(spec.positionalParameters())) {
      spec.remove(runFile);
      spec.add(runFile.toBuilder().required(false).arity("0..1").build());
    }
    return spec;
  }

  /// What a tool needs to read the run file itself.
  Map<String, Object> request() {
    requireRunFile();
    return Map.of("runFile", runFile.toString(), "sets", sets);
  }

  private void requireRunFile() {
    if (runFile.toString().isEmpty()) {
      throw new RunFileException(
          "RUN.toml is missing; name a run file, as in runs/quickstart.toml");
    }
  }

  /// Reads the run file, so that all mistakes are reported before any work, and writes
  /// `resolved.toml` into the run directory, which from then on belongs to this command.
  ///
  /// @param first of the stages that will be run
  /// @param last of these
  Checked check(StageName first, StageName last) {
    requireRunFile();
    RunFile file = RunFile.load(runFile, sets);
    Optional<RankSeat> seat = RankSeat.of(System.getenv());
    boolean trains =
        first.compareTo(StageName.TRAINING) <= 0 && last.compareTo(StageName.TRAINING) >= 0;
    if (trains && seat.isEmpty() && file.run().train().layout() != null) {
      requireLayout(file.run());
    }
    Path directory = directory(file.run());
    boolean leads = seat.isEmpty() || seat.get().rank() == 0;
    if (!dryRun && leads) {
      try {
        held = new RunDirectory(directory);
        held.lockForCommand();
        AtomicFiles.write(directory.resolve("resolved.toml"), file.resolved());
      } catch (IOException e) {
        throw new ResourceException(
            directory + " cannot be written (" + e.getMessage() + "); choose another --out", e);
      }
    }
    return new Checked(file.run(), directory, arguments(directory));
  }

  /// Has the room that trains check the layout, which knows what of a model can be cut; where
  /// nothing is run, or so many ranks cannot be started here, it shows what each would hold.
  private void requireLayout(Run run) {
    int code = layout(dryRun ? "show" : "check", run, List.of());
    if (code != 0) {
      throw new SaidException(code);
    }
  }

  /// Prints a batch script for a cluster that starts the training of this run.
  ///
  /// @return the exit code
  int printSlurm() {
    requireRunFile();
    Run run = RunFile.load(runFile, sets).run();
    if (run.train().ranks() == 1) {
      throw new RunFileException(
          runFile
              + " has no [train.layout] of several ranks; say there how many SLURM is to start");
    }
    Path root = RoomProcess.root().toAbsolutePath().normalize();
    return layout("slurm", run, List.of("-Dbloomery.root=" + root));
  }

  private int layout(String mode, Run run, List<String> javaOptions) {
    List<String> arguments = new ArrayList<>(List.of(mode));
    arguments.addAll(arguments(directory(run)));
    return RoomProcess.run(Room.LAYOUT_TOOL, javaOptions, arguments);
  }

  /// A model that is still being trained is evaluated beside the training, which holds the run
  /// directory: nothing is locked, and `resolved.toml` stays the training's.
  Checked checkForEvaluation() {
    if (!runFile.toString().isEmpty()) {
      Run run = RunFile.load(runFile, sets).run();
      RunDirectory directory = new RunDirectory(directory(run));
      if (!Files.exists(directory.folder(StageName.TRAINING))
          && Files.isDirectory(directory.partial(StageName.TRAINING))) {
        return new Checked(run, directory.root(), arguments(directory.root()));
      }
    }
    return check(StageName.EVALUATION, StageName.EVALUATION);
  }

  private Path directory(Run run) {
    return out != null ? out : Path.of("out").resolve(run.name());
  }

  private List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>(List.of(runFile.toString(), directory.toString()));
    arguments.addAll(sets);
    return arguments;
  }

  /// A run file without mistakes.
  ///
  /// @param arguments for the stages' main classes
  record Checked(Run run, Path directory, List<String> arguments) {
    /// Java's options for a stage: the tokenizer gets the heap that its settings allow.
    List<String> javaOptions(StageName stage) {
      return stage == StageName.TOKENIZER
          ? MemoryOption.heap(run.tokenize().memoryBytes())
          : List.of();
    }
  }
}
