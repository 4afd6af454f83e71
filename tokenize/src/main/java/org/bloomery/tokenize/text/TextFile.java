package org.bloomery.tokenize.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;

/// A file to learn from, plain or `.gz` or `.zst`: JSONL with the field `text`, or plain text,
/// where each line with its line feed is a text, as for Hugging Face's trainer. Bad lines are set
/// aside and named.
///
/// A document's language is its field `language`; where there is none, the name of the file up to
/// the first dot (`fr.jsonl.zst`, `fr.txt`).
///
/// Several threads may share a file: each takes the next block of lines.
public final class TextFile implements TextPart {
  private final Path file;
  private final TextBlocks blocks;
  private final boolean jsonl;
  private final String language;
  private final Consumer<String> setAside;

  public TextFile(Path file, Consumer<String> setAside) {
    this(file, new TextBlocks(file), setAside);
  }

  private TextFile(Path file, TextBlocks blocks, Consumer<String> setAside) {
    this.file = file;
    this.blocks = blocks;
    this.setAside = setAside;
    String name = file.getFileName().toString();
    this.jsonl = name.matches(".*\\.jsonl(\\.gz|\\.zst)?");
    this.language = name.substring(0, (name + ".").indexOf('.'));
  }

  /// One file as so many parts, which together read it once.
  public static List<TextFile> shares(Path file, int threads, Consumer<String> setAside) {
    TextBlocks blocks = new TextBlocks(file);
    return Stream.generate(() -> new TextFile(file, blocks, setAside)).limit(threads).toList();
  }

  /// The files that a list of inputs names; of a folder, all JSONL files below it but the held-out
  /// and the rejected documents of a corpus.
  public static List<Path> find(List<String> inputs) throws IOException {
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
  public void forEach(TextSink sink) throws IOException {
    forEachDocument((_, text, from, to) -> sink.accept(text, from, to));
  }

  /// Reads this part's share of the file.
  public void forEachDocument(DocumentSink sink) throws IOException {
    TextBlocks.Block block = new TextBlocks.Block();
    TextField field = new TextField();
    while (blocks.next(block)) {
      long number = block.firstLine;
      for (int at = 0, end; at < block.length; at = end, number++) {
        end = at;
        while (end < block.length && block.bytes[end++] != '\n') {}
        accept(block.bytes, at, end, number, field, sink);
      }
    }
  }

  private void accept(
      byte[] line, int from, int to, long number, TextField field, DocumentSink sink)
      throws IOException {
    if (!Utf8.isValid(line, from, to)) {
      setAside.accept(file + ":" + number + ": not UTF-8");
    } else if (!jsonl) {
      sink.accept(language, line, from, to);
    } else {
      int length = field.read(line, from, to);
      switch (length) {
        case TextField.ABSENT -> setAside.accept(file + ":" + number + ": no text field");
        case TextField.UNSURE -> parse(line, from, to, number, sink);
        default -> sink.accept(field.languageOr(language), field.bytes(), 0, length);
      }
    }
  }

  /// What the quick way is not sure about.
  private void parse(byte[] line, int from, int to, long number, DocumentSink sink)
      throws IOException {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(line, from, to - from);
    } catch (JsonProcessingException e) {
      setAside.accept(file + ":" + number + ": not JSON (" + e.getOriginalMessage() + ")");
      return;
    }
    JsonNode text = node.path("text");
    if (text.isTextual()) {
      byte[] bytes = text.textValue().getBytes(StandardCharsets.UTF_8);
      sink.accept(node.path("language").asText(language), bytes, 0, bytes.length);
    } else {
      setAside.accept(file + ":" + number + ": no text field");
    }
  }

  /// Cuts a stream into lines with their line feeds; an empty one is the end.
  public static final class LineReader {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    public LineReader(InputStream in) {
      this.in = in;
    }

    public byte[] next() throws IOException {
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
