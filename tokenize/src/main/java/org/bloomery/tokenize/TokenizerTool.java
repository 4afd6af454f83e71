package org.bloomery.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.StageMain;
import org.jspecify.annotations.Nullable;

/// `bloomery tokenizer train|encode|decode`. Takes one argument, a JSON object that the command
/// makes.
public final class TokenizerTool {
  /// What to do.
  ///
  /// @param operation train, encode or decode
  /// @param out train: the folder to write
  /// @param directory encode, decode: the folder with `tokenizer.json`
  /// @param whole the whole of standard input is one text or one list of ids
  /// @param jsonl texts are JSON strings, ids are JSON lists
  record Request(
      String operation,
      @Nullable String out,
      int vocabularySize,
      boolean deduplicateLines,
      @Nullable List<String> inputs,
      @Nullable String directory,
      boolean whole,
      boolean jsonl) {}

  private TokenizerTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "tokenizer",
        () -> {
          Request request = Json.MAPPER.readValue(arguments[0], Request.class);
          OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
          run(request, System.in, out);
          out.flush();
          return 0;
        });
  }

  static void run(Request request, InputStream in, OutputStream out) throws IOException {
    switch (request.operation()) {
      case "train" -> train(request, out);
      case "encode" -> encode(request, in, out);
      case "decode" -> decode(request, in, out);
      default ->
          throw new RunFileException(
              request.operation() + " is no operation; use train, encode or decode");
    }
  }

  private static void train(Request request, OutputStream out) throws IOException {
    AtomicLong bad = new AtomicLong();
    List<TextFile> parts =
        TextFile.find(given(request.inputs(), "inputs")).stream()
            .map(file ->
                new TextFile(
                    file,
                    line -> {
                      if (bad.incrementAndGet() <= 5) {
                        System.err.println("set aside: " + line);
                      }
                    }))
            .toList();
    AtomicLong bytes = new AtomicLong();
    WordList words =
        new WordCounter(
                new BloomPreTokenizer(),
                request.deduplicateLines(),
                Runtime.getRuntime().availableProcessors())
            .count(parts, bytes::addAndGet);
    if (bytes.get() == 0) {
      throw new InputException(request.inputs() + " has no text to learn a vocabulary from");
    }
    Tokenizer tokenizer =
        BpeTrainer.train(
            words,
            request.vocabularySize(),
            BpeTrainer.BLOOM_SPECIALS,
            new BloomPreTokenizer(),
            size -> {});
    TokenizerFiles.write(Path.of(given(request.out(), "out")), tokenizer);
    String summary =
        String.format(
            Locale.ROOT,
            "%,d entries, %,d merges from %,d bytes (%,d distinct words); %,d lines set aside%n",
            tokenizer.size(),
            tokenizer.model().mergeLeft().length,
            bytes.get(),
            words.distinct(),
            bad.get());
    out.write(summary.getBytes(StandardCharsets.UTF_8));
  }

  private static void encode(Request request, InputStream in, OutputStream out) throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(Path.of(given(request.directory(), "directory")));
    Encoder encoder = tokenizer.encoder();
    IdBuffer ids = new IdBuffer();
    forEachInput(
        request,
        in,
        (text, number) -> {
          byte[] bytes = request.jsonl() ? jsonText(text, number) : text;
          ids.clear();
          encoder.encode(bytes, 0, bytes.length, Specials.RECOGNISED, ids);
          StringBuilder line = new StringBuilder();
          String separator = request.jsonl() ? "," : " ";
          for (int i = 0; i < ids.size(); i++) {
            line.append(i == 0 ? "" : separator).append(ids.get(i));
          }
          String all = request.jsonl() ? "[" + line + "]" : line.toString();
          out.write((all + "\n").getBytes(StandardCharsets.US_ASCII));
        });
  }

  private static byte[] jsonText(byte[] line, long number) throws IOException {
    try {
      return Json.MAPPER.readValue(line, String.class).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "standard input:" + number + ": not a JSON string (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static void decode(Request request, InputStream in, OutputStream out) throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(Path.of(given(request.directory(), "directory")));
    forEachInput(
        request,
        in,
        (line, number) -> {
          int[] ids = ids(line, number);
          if (request.jsonl()) {
            out.write(Json.MAPPER.writeValueAsBytes(tokenizer.decode(ids)));
          } else {
            out.write(tokenizer.decodeBytes(ids));
          }
          if (!request.whole() || request.jsonl()) {
            out.write('\n');
          }
        });
  }

  private static int[] ids(byte[] line, long number) {
    StringTokenizer words =
        new StringTokenizer(new String(line, StandardCharsets.UTF_8), "[], \t\r\n");
    int[] ids = new int[words.countTokens()];
    for (int i = 0; i < ids.length; i++) {
      String word = words.nextToken();
      try {
        ids[i] = Integer.parseInt(word);
      } catch (NumberFormatException e) {
        throw new InputException("standard input:" + number + ": " + word + " is no id", e);
      }
    }
    return ids;
  }

  private interface InputLine {
    void accept(byte[] text, long number) throws IOException;
  }

  /// Hands over all of standard input, or each line without its end.
  private static void forEachInput(Request request, InputStream in, InputLine action)
      throws IOException {
    if (request.whole()) {
      action.accept(in.readAllBytes(), 1);
      return;
    }
    TextFile.LineReader lines = new TextFile.LineReader(in);
    long number = 0;
    for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
      int end = line[line.length - 1] == '\n' ? line.length - 1 : line.length;
      action.accept(Arrays.copyOf(line, end), ++number);
    }
  }

  private static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new RunFileException("tokenizer: " + name + " is missing");
    }
    return value;
  }
}
