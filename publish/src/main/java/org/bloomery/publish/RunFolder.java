package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;

/// The finished folders of a run, read as plain JSON, so that neither the card nor the report needs
/// the code of the rooms that wrote them. What is absent is a missing node.
public final class RunFolder {
  private final Path root;

  public RunFolder(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  public Path folder(StageName stage) {
    return root.resolve(stage.folder());
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
      for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
        lines.add(Json.MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new ResourceException(path + " cannot be read: " + e.getMessage(), e);
    }
    return lines;
  }
}
