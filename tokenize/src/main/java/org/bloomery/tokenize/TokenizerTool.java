package org.bloomery.tokenize;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.stage.StageMain;
import org.jspecify.annotations.Nullable;

/// `bloomery tokenizer train|encode|decode|convert`. Takes one argument, a JSON object that the
/// command makes.
public final class TokenizerTool {
  /// What to do.
  ///
  /// @param operation train, encode, decode or convert
  /// @param out train, convert: the folder to write
  /// @param specialTokens train: more special tokens, behind the four that are always there
  /// @param memoryBytes train: heap to take; what Java was given where left out
  /// @param threads train: that count words; one for each processor where left out
  /// @param directory encode, decode: the folder with `tokenizer.json`
  /// @param whole the whole of standard input is one text or one list of ids
  /// @param jsonl texts are JSON strings, ids are JSON lists
  /// @param bytes the whole of the input is bytes of any kind, in which no special token is found
  /// @param specialsAsText encode: special tokens in the text are text
  /// @param offsets encode: JSON objects out, with the place of each token
  /// @param from convert: the file or folder to read
  /// @param pattern train, convert: how text is cut, a name or a regular expression
  /// @param specials convert: the special tokens of a tiktoken file, each `TOKEN` or `TOKEN=ID`
  record Request(
      String operation,
      @Nullable String out,
      int vocabularySize,
      boolean deduplicateLines,
      @Nullable List<String> specialTokens,
      int reservedTokens,
      @Nullable SamplingSettings sampling,
      @Nullable Long memoryBytes,
      @Nullable Integer threads,
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
      case "train" -> TrainTool.run(request, out);
      case "encode" -> new TokenizerFilter(request, in, out).encode();
      case "decode" -> new TokenizerFilter(request, in, out).decode();
      case "convert" -> TokenizerConversion.run(request, out);
      default ->
          throw new RunFileException(
              request.operation() + " is no operation; use train, encode, decode or convert");
    }
  }

  static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new RunFileException("tokenizer: " + name + " is missing");
    }
    return value;
  }
}
