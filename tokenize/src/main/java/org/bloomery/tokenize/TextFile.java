package org.bloomery.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;

/// A file given to the tokenizer tool, plain or `.gz` or `.zst`: JSONL with the field `text`, or
/// plain text, where each line with its line feed is a text, as for Hugging Face's trainer. Bad
/// lines are set aside and named.
final class TextFile implements TextPart {
  private final Path file;
  private final boolean jsonl;
  private final Consumer<String> setAside;

  TextFile(Path file, Consumer<String> setAside) {
    this.file = file;
    this.setAside = setAside;
    this.jsonl = file.getFileName().toString().matches(".*\\.jsonl(\\.gz|\\.zst)?");
  }

  /// The files that a list of inputs names; of a folder, all JSONL files below it but the held-out
  /// and the rejected documents of a corpus.
  static List<Path> find(List<String> inputs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String input : inputs) {
      Path path = Path.of(input);
      if (Files.isDirectory(path)) {
        try (Stream<Path> below = Files.walk(path)) {
          below
              .filter(file -> file.getFileName().toString().contains(".jsonl"))
              .filter(file -> !path.relativize(file).startsWith("heldout"))
              .filter(file -> !path.relativize(file).startsWith("rejected"))
              .sorted()
              .forEach(files::add);
        }
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new InputException(
            input + " is not there or cannot be read; name a file or a folder");
      }
    }
    if (files.isEmpty()) {
      throw new InputException(inputs + " holds no .jsonl file");
    }
    return files;
  }

  @Override
  public void forEach(Consumer<String> text) throws IOException {
    long number = 0;
    try (InputStream in = CompressedFiles.open(file)) {
      LineReader lines = new LineReader(in);
      for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
        number++;
        accept(line, number, text);
      }
    } catch (IOException e) {
      throw new InputException(
          file + " breaks off or is corrupt after line " + number + " (" + e.getMessage() + ")", e);
    }
  }

  private void accept(byte[] line, long number, Consumer<String> text) throws IOException {
    try {
      String content = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      if (!jsonl) {
        text.accept(content);
        return;
      }
      JsonNode node = Json.MAPPER.readTree(content).path("text");
      if (node.isTextual()) {
        text.accept(node.textValue());
      } else {
        setAside.accept(file + ":" + number + ": no text field");
      }
    } catch (CharacterCodingException e) {
      setAside.accept(file + ":" + number + ": not UTF-8");
    } catch (JsonProcessingException e) {
      setAside.accept(file + ":" + number + ": not JSON (" + e.getOriginalMessage() + ")");
    }
  }

  /// Cuts a stream into lines with their line feeds; an empty one is the end.
  static final class LineReader {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    LineReader(InputStream in) {
      this.in = in;
    }

    byte[] next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        if (from == to) {
          to = in.read(buffer);
          from = 0;
          if (to < 0) {
            to = 0;
            return line.toByteArray();
          }
        }
        for (int i = from; i < to; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i + 1 - from);
            from = i + 1;
            return line.toByteArray();
          }
        }
        line.write(buffer, from, to - from);
        from = to;
      }
    }
  }
}
