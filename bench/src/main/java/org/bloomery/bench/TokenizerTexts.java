package org.bloomery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Json;

/// Writes the same texts for ours and the peers: `lines.txt` (all text, for training), and
/// `documents.jsonl` (a JSON string a line, a sample spread over all languages).
///
/// Arguments: a folder of JSONL files (plain, gz, zst) with the field `text`, the folder to write,
/// and the bytes of the sample.
public final class TokenizerTexts {
  private TokenizerTexts() {}

  public static void main(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    long wanted = Long.parseLong(arguments[2]);
    List<String> texts = texts(Path.of(arguments[0]));
    long all = 0;
    try (OutputStream lines = Files.newOutputStream(out.resolve("lines.txt"))) {
      for (String text : texts) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        lines.write(utf8);
        lines.write('\n');
        all += utf8.length + 1;
      }
    }
    long sampled = 0;
    long seen = 0;
    try (OutputStream documents = Files.newOutputStream(out.resolve("documents.jsonl"))) {
      for (String text : texts) {
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        seen += bytes;
        if (sampled + bytes / 2 <= wanted * (seen / (double) all)) { // keeps pace with the whole
          documents.write(Json.MAPPER.writeValueAsBytes(text));
          documents.write('\n');
          sampled += bytes;
        }
      }
    }
    System.out.println(Json.MAPPER.writeValueAsString(new Sizes(texts.size(), all, sampled)));
  }

  record Sizes(long documents, long bytes, long sampleBytes) {}

  private static List<String> texts(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(folder)) {
      files =
          below.filter(file -> file.getFileName().toString().contains(".jsonl")).sorted().toList();
    }
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          JsonNode text = Json.MAPPER.readTree(line).path("text");
          if (!text.asText().isEmpty()) {
            texts.add(text.asText());
          }
        }
      }
    }
    return texts;
  }
}
