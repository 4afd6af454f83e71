package org.bloomery.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.Measured;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.UnfinishedTraining;
import org.bloomery.model.file.UnfinishedTraining.Checkpoint;

/// Scores the newest checkpoint of a training that has not ended, without the run directory's lock,
/// which training holds. The scores go to `OUT/evaluation.step-NNNNNN/`, a folder that no stage
/// reads and that has no manifest: it is not the evaluation of the run.
final class UnfinishedEvaluation {
  static final String CHECKPOINT = "checkpoint.json";

  private UnfinishedEvaluation() {}

  /// What was scored.
  record Scored(long step, String checkpoint) {}

  /// Takes the arguments of a stage.
  ///
  /// @return the exit code
  static int run(String[] arguments) throws IOException {
    List<String> sets = Arrays.asList(arguments).subList(2, arguments.length);
    Run run = RunFile.load(Path.of(arguments[0]), sets).run();
    run(run, new RunDirectory(Path.of(arguments[1])), Console.standard("evaluate"));
    return 0;
  }

  /// Scores the newest checkpoint and returns the folder of the scores.
  static Path run(Run run, RunDirectory directory, Console console) throws IOException {
    for (StageName stage : List.of(StageName.CORPUS, StageName.TOKENIZER)) {
      Path folder = directory.folder(stage);
      if (!Files.exists(folder.resolve(Manifest.FILE))) {
        throw new ArtifactException(
            "%s is not there; run `bloomery %s` with this run file first"
                .formatted(folder, stage.verb()));
      }
    }
    return UnfinishedTraining.read(
            directory.root(),
            console::line,
            checkpoint -> score(run, directory, console, checkpoint))
        .orElseThrow(() ->
            new ResourceException(
                "%s has no checkpoint yet; wait for the first (train.checkpointEverySteps = %d), or ask for one with a file named %s"
                    .formatted(
                        directory.partial(StageName.TRAINING),
                        run.train().checkpointEverySteps(),
                        directory.root().resolve("training.save"))));
  }

  private static Path score(Run run, RunDirectory directory, Console console, Checkpoint checkpoint)
      throws IOException {
    console.line(checkpoint.description());
    Path target =
        directory
            .root()
            .resolve("%s.step-%06d".formatted(StageName.EVALUATION.folder(), checkpoint.step()));
    Path working = target.resolveSibling(target.getFileName() + ".partial");
    AtomicFiles.deleteTree(working);
    Files.createDirectories(working);
    EvaluateStage.make(
        new StageContext(run, directory, working, console, new Measured()),
        directory.partial(StageName.TRAINING),
        checkpoint.folder());
    AtomicFiles.write(
        working.resolve(CHECKPOINT),
        Json.pretty(new Scored(checkpoint.step(), checkpoint.folder().getFileName().toString())));
    AtomicFiles.deleteTree(target);
    AtomicFiles.move(working, target);
    console.line("the scores are in " + target);
    return target;
  }
}
