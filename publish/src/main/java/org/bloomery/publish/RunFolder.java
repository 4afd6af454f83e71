package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.UnfinishedTraining;

/// The folders of a run, read as plain JSON, so that neither the card nor the report needs the code
/// of the rooms that wrote them. What is absent is a missing node.
///
/// While the model is being trained for the first time, the training is read as far as it has come,
/// and the newest evaluation of a checkpoint stands for the evaluation.
public final class RunFolder {
  private static final Pattern EVALUATED =
      Pattern.compile(StageName.EVALUATION.folder() + "\\.step-(\\d+)");
  private static final Comparator<Path> BY_STEP =
      Comparator.comparingLong(
          path -> Long.parseLong(EVALUATED.matcher(name(path)).replaceFirst("$1")));

  private final Path root;

  public RunFolder(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  public Path folder(StageName stage) {
    if (isTraining()) {
      if (stage == StageName.TRAINING) {
        return new RunDirectory(root).partial(stage);
      }
      if (stage == StageName.EVALUATION) {
        return newestEvaluation().orElse(root.resolve(stage.folder()));
      }
    }
    return root.resolve(stage.folder());
  }

  /// Whether training has begun and not ended.
  public boolean isTraining() {
    return UnfinishedTraining.isIn(root);
  }

  private Optional<Path> newestEvaluation() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(path -> EVALUATED.matcher(name(path)).matches()).max(BY_STEP);
    } catch (IOException e) {
      throw new ResourceException(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  public Optional<Manifest> manifest(StageName stage) {
    Path folder = folder(stage);
    return Files.exists(folder.resolve(Manifest.FILE))
        ? Optional.of(Manifest.read(folder))
        : Optional.empty();
  }

  /// A JSON file of a stage, or a missing node.
  public JsonNode json(StageName stage, String file) {
    Path path = folder(stage).resolve(file);
    return Files.exists(path) ? Json.read(path, JsonNode.class) : MissingNode.getInstance();
  }

  /// What a stage measured: times, energy.
  public JsonNode measured(StageName stage) {
    return json(stage, Manifest.MEASURED_FILE);
  }

  /// A file of JSON lines of a stage; empty when it is absent.
  public List<JsonNode> lines(StageName stage, String file) {
    Path path = folder(stage).resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    List<JsonNode> lines = new ArrayList<>();
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      int whole = text.lastIndexOf('\n') + 1; // the last line of a running training may grow still
      for (String line : text.substring(0, whole).lines().toList()) {
        lines.add(Json.MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new ResourceException(path + " cannot be read: " + e.getMessage(), e);
    }
    return lines;
  }
}
