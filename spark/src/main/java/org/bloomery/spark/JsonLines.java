package org.bloomery.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Json;

/// Reads what [JsonLinesWriter] wrote.
final class JsonLines {
  private JsonLines() {}

  static <T> void forEach(Path file, Class<T> type, Consumer<T> action) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        action.accept(Json.parse(line, type));
      }
    }
  }
}
