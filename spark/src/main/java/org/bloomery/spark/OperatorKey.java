package org.bloomery.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.OperatorSettings;
import org.jspecify.annotations.Nullable;

/// The settings of operators as part of the stage's key: files and folders by what they hold, so
/// that a list with one more word makes another corpus, and one that was moved the same.
final class OperatorKey {
  private OperatorKey() {}

  /// @throws ResourceException when a file or folder is not there
  static Map<String, Object> of(CurateSettings settings) {
    OperatorSettings operators = settings.operators();
    ObjectNode node = Json.MAPPER.valueToTree(operators);
    Map<String, Object> files = new TreeMap<>();
    files.put("stopWords", digests(operators.stopWords(), ".txt"));
    files.put("flaggedWords", digests(operators.flaggedWords(), ".txt"));
    files.put("languageModels", digests(operators.languageModels(), ".ngrams", ".arpa"));
    Path model = operators.fastText();
    files.put("fastText", model == null ? Map.of() : Map.of("model", Digests.sha256(model)));
    node.remove(List.copyOf(files.keySet()));
    return Map.of("settings", node, "files", files);
  }

  private static Map<String, String> digests(@Nullable Path folder, String... endings) {
    Map<String, String> digests = new TreeMap<>();
    if (folder == null) {
      return digests;
    }
    if (!Files.isDirectory(folder)) {
      throw new ResourceException(
          folder + ", which curate.operators names, is not a folder; correct the path");
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (Stream.of(endings).anyMatch(name::endsWith)) {
          digests.put(name, Digests.sha256(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digests;
  }
}
