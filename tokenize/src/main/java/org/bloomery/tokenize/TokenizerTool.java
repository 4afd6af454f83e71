package org.bloomery.tokenize;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.StageMain;
import org.jspecify.annotations.Nullable;

/// `bloomery tokenizer train|encode|decode|convert`. Takes one argument, a JSON object that the
/// command makes.
public final class TokenizerTool {
  /// What to do.
  ///
  /// @param operation train, encode, decode or convert
  /// @param out train, convert: the folder to write
  /// @param directory encode, decode: the folder with `tokenizer.json`
  /// @param whole the whole of standard input is one text or one list of ids
  /// @param jsonl texts are JSON strings, ids are JSON lists
  /// @param bytes the whole of the input is bytes of any kind, in which no special token is found
  /// @param specialsAsText encode: special tokens in the text are text
  /// @param offsets encode: JSON objects out, with the place of each token
  /// @param from convert: the file or folder to read
  /// @param pattern convert: how a tiktoken file's text is cut, a name or a regular expression
  /// @param specials convert: the special tokens of a tiktoken file, each `TOKEN` or `TOKEN=ID`
  record Request(
      String operation,
      @Nullable String out,
      int vocabularySize,
      boolean deduplicateLines,
      @Nullable List<String> inputs,
      @Nullable String directory,
      boolean whole,
      boolean jsonl,
      boolean bytes,
      boolean specialsAsText,
      boolean offsets,
      @Nullable String from,
      @Nullable String pattern,
      @Nullable List<String> specials) {}

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
      case "encode" -> new TokenizerFilter(request, in, out).encode();
      case "decode" -> new TokenizerFilter(request, in, out).decode();
      case "convert" -> TokenizerConversion.run(request, out);
      default ->
          throw new RunFileException(
              request.operation() + " is no operation; use train, encode, decode or convert");
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

  static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new RunFileException("tokenizer: " + name + " is missing");
    }
    return value;
  }
}
