package org.bloomery.tokenize.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;

/// A file of texts, plain or `.gz` or `.zst`: JSONL with the field `text`, or a text a line. Lines
/// that cannot be used are set aside and named.
record TextLines(Path file, Consumer<String> setAside) implements Texts {
  private static final String JSONL = ".jsonl";

  /// The name of a text file without its endings, or nothing if it is none.
  static Optional<String> stem(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.(gz|zst)$", "");
    return name.endsWith(".txt") || name.endsWith(JSONL)
        ? Optional.of(name.substring(0, name.lastIndexOf('.')))
        : Optional.empty();
  }

  @Override
  public void forEach(Consumer<String> text) throws IOException {
    boolean jsonl = file.getFileName().toString().contains(JSONL);
    forEachLine((line, number) -> {
      if (line.isBlank()) {
        return;
      }
      if (!jsonl) {
        text.accept(line);
      } else {
        text(object(line, number), number).ifPresent(text);
      }
    });
  }

  /// The texts of a JSONL file with their languages.
  void forEachOfLanguage(BiConsumer<String, String> action) throws IOException {
    forEachLine((line, number) -> {
      if (line.isBlank()) {
        return;
      }
      Optional<JsonNode> object = object(line, number);
      Optional<String> text = text(object, number);
      JsonNode language = object.orElseGet(Json.MAPPER::createObjectNode).path("language");
      if (text.isPresent() && language.isTextual()) {
        String where = file + ":" + number;
        action.accept(CorpusLanguage.checked(language.textValue(), where), text.get());
      } else if (text.isPresent()) {
        setAside.accept(file + ":" + number + ": no language field");
      }
    });
  }

  private Optional<String> text(Optional<JsonNode> object, int number) {
    if (object.isPresent() && !object.get().path("text").isTextual()) {
      setAside.accept(file + ":" + number + ": no text field");
      return Optional.empty();
    }
    return object.map(node -> node.path("text").textValue());
  }

  private Optional<JsonNode> object(String line, int number) {
    try {
      return Optional.of(Json.MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      setAside.accept(file + ":" + number + ": not JSON (" + e.getOriginalMessage() + ")");
      return Optional.empty();
    }
  }

  /// Every line, blank ones too.
  static List<String> all(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    new TextLines(file, _ -> {}).forEachLine((line, _) -> lines.add(line));
    return lines;
  }

  private interface LineAction {
    void accept(String line, int number);
  }

  /// Hands over all lines; bytes that are no UTF-8 become U+FFFD.
  private void forEachLine(LineAction action) throws IOException {
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        action.accept(line, ++number);
      }
    } catch (IOException e) {
      throw new InputException(
          file + " breaks off or is corrupt after line " + number + " (" + e.getMessage() + ")", e);
    }
  }
}
