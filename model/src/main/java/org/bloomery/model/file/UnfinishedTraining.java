package org.bloomery.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;

/// The model of a training that has not ended: the newest whole checkpoint in a run directory.
///
/// Nothing is locked and nothing is written, so the training is not disturbed. It may delete a
/// checkpoint that is being read; then the reading begins again with the newer one for which it was
/// deleted. What was mapped before it was deleted stays readable.
public final class UnfinishedTraining {
  private static final Pattern NAME = Pattern.compile("step-(\\d{6,})");

  /// A checkpoint can vanish this often before somebody else than a training must be deleting.
  private static final int MOST_ATTEMPTS = 20;

  private UnfinishedTraining() {}

  /// A checkpoint after `step` optimiser steps.
  public record Checkpoint(long step, Path folder) {
    /// For people: which model this is.
    public String description() {
      return "step %,d of a training that has not ended yet".formatted(step);
    }
  }

  /// Does something with a whole checkpoint; called again when the checkpoint was deleted.
  @FunctionalInterface
  public interface Reader<T> {
    T read(Checkpoint checkpoint) throws IOException;
  }

  /// Whether a model is being trained in the run directory for the first time.
  public static boolean isIn(Path run) {
    RunDirectory directory = new RunDirectory(run);
    return !Files.exists(directory.folder(StageName.TRAINING))
        && Files.isDirectory(directory.partial(StageName.TRAINING));
  }

  /// Reads the newest whole checkpoint.
  ///
  /// @param say takes a sentence about each damaged checkpoint that is passed over
  /// @return empty when there is none yet
  public static <T> Optional<T> read(Path run, Consumer<String> say, Reader<T> reader)
      throws IOException {
    Path folder =
        new RunDirectory(run).partial(StageName.TRAINING).resolve(CheckpointLayout.CHECKPOINTS);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      boolean vanished = false;
      for (Checkpoint checkpoint : list(folder)) {
        try {
          if (isWhole(checkpoint.folder, say)) {
            return Optional.of(reader.read(checkpoint));
          }
        } catch (IOException | BloomeryException e) {
          if (Files.isDirectory(checkpoint.folder)) {
            throw e;
          }
        }
        vanished |= !Files.isDirectory(checkpoint.folder);
        if (vanished) {
          break; // there is a newer one
        }
      }
      if (!vanished) {
        return Optional.empty();
      }
    }
    throw new ArtifactException(
        folder
            + ": checkpoints are deleted faster than they can be read; raise train.keepCheckpoints");
  }

  private static List<Checkpoint> list(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .flatMap(path -> named(path).stream())
          .sorted(Comparator.comparingLong(Checkpoint::step).reversed())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Optional<Checkpoint> named(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches()
        ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), path))
        : Optional.empty();
  }

  /// Compares the sizes of all files, and the bytes of those that are read here: the optimiser's
  /// state is twice as large as the weights, and nobody but training needs it.
  private static boolean isWhole(Path checkpoint, Consumer<String> say) throws IOException {
    String problem;
    try {
      problem = problem(checkpoint);
    } catch (ArtifactException e) { // of the digests themselves
      problem = e.getMessage();
    }
    if (problem == null) {
      return true;
    }
    if (Files.isDirectory(checkpoint)) {
      say.accept(problem + "; the checkpoint before it is tried");
    }
    return false;
  }

  private static @Nullable String problem(Path checkpoint) throws IOException {
    Path digests = checkpoint.resolve(CheckpointLayout.DIGESTS);
    JsonNode files = Json.read(digests, JsonNode.class).path("files");
    if (!files.has(CheckpointLayout.WEIGHTS)) {
      return digests + " does not list " + CheckpointLayout.WEIGHTS;
    }
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = checkpoint.resolve(file.getKey());
      boolean read =
          file.getKey().equals(CheckpointLayout.WEIGHTS)
              || file.getKey().equals(CheckpointLayout.STATE);
      boolean right =
          Files.exists(path)
              && Files.size(path) == file.getValue().path("bytes").asLong()
              && (!read || Digests.sha256(path).equals(file.getValue().path("sha256").asText()));
      if (!right) {
        return path + " is not as " + CheckpointLayout.DIGESTS + " states";
      }
    }
    return null;
  }
}
