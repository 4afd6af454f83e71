package org.bloomery.tokenize;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.cut.TiktokenPatterns;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TiktokenReader;
import org.bloomery.tokenize.file.TokenizerFiles;

/// Reads a tokenizer of others and writes ours: `tokenizer.json`, `tokenizer_config.json`,
/// `vocab.json` and `merges.txt`.
final class TokenizerConversion {
  private TokenizerConversion() {}

  static void run(TokenizerTool.Request request, OutputStream out) throws IOException {
    Path from = Path.of(TokenizerTool.given(request.from(), "from"));
    Path folder = Path.of(TokenizerTool.given(request.out(), "out"));
    Tokenizer tokenizer = read(request, from);
    TokenizerFiles.write(folder, tokenizer);
    String summary =
        String.format(
            Locale.ROOT,
            "%,d entries, %,d merges, %,d added tokens; written to %s%n",
            tokenizer.size(),
            tokenizer.model().mergeLeft().length,
            tokenizer.addedTokens().size(),
            folder);
    out.write(summary.getBytes(StandardCharsets.UTF_8));
  }

  private static Tokenizer read(TokenizerTool.Request request, Path from) {
    List<String> specials = Objects.requireNonNullElse(request.specials(), List.of());
    boolean ranks = request.pattern() != null || from.toString().endsWith(".tiktoken");
    if (!ranks) {
      if (!specials.isEmpty()) {
        throw new RunFileException(
            "--special is for tiktoken files, with --pattern; " + from + " has its own");
      }
      return TokenizerFiles.readNamed(from);
    }
    if (request.pattern() == null) {
      throw new RunFileException(
          "--pattern is missing: a tiktoken file does not say how text is cut; give a name ("
              + String.join(", ", TiktokenPatterns.names())
              + ") or the regular expression");
    }
    return TiktokenReader.read(from, request.pattern(), specials);
  }
}
