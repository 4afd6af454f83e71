package org.bloomery.tokenize;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.count.Counting;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.cut.RegexPreTokenizer;
import org.bloomery.tokenize.cut.TiktokenPatterns;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.text.TextFile;
import org.jspecify.annotations.Nullable;

/// `bloomery tokenizer train`.
final class TrainTool {
  /// Bad lines that are named; the others are counted.
  private static final int NAMED_LINES = 5;

  private static final int MOST_THREADS = 1024;

  private TrainTool() {}

  static void run(TokenizerTool.Request request, OutputStream out) throws IOException {
    TokenizeSettings settings = settings(request);
    Path target = Path.of(TokenizerTool.given(request.out(), "out"));
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    AtomicLong bad = new AtomicLong();
    Training training =
        new Training(
            settings,
            preTokenizer(request.pattern()),
            threads(request.threads()),
            new Console(lines, false, "tokenizer"));
    Counting.Counted counted =
        training.count(
            TextFile.find(TokenizerTool.given(request.inputs(), "inputs")),
            target,
            line -> {
              if (bad.incrementAndGet() <= NAMED_LINES) {
                System.err.println("set aside: " + line);
              }
            });
    if (counted.sample().bytes() == 0) {
      throw new InputException(request.inputs() + " has no text to learn a vocabulary from");
    }
    Tokenizer tokenizer = training.merge(counted, target);
    TokenizerFiles.write(target, tokenizer);
    lines.printf(
        Locale.ROOT,
        "%,d entries, %,d merges from %,d bytes (%,d distinct words); %,d lines set aside%n",
        tokenizer.size(),
        tokenizer.model().mergeLeft().length,
        counted.sample().bytes(),
        counted.words().distinct(),
        bad.get());
  }

  private static int threads(@Nullable Integer asked) {
    if (asked == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (asked < 1 || asked > MOST_THREADS) {
      throw new RunFileException(
          "--threads " + asked + " does not lie between 1 and " + MOST_THREADS);
    }
    return asked;
  }

  private static TokenizeSettings settings(TokenizerTool.Request request) {
    try {
      return new TokenizeSettings(
          request.vocabularySize(),
          request.specialTokens() == null ? List.of() : request.specialTokens(),
          request.reservedTokens(),
          request.deduplicateLines(),
          request.sampling() == null ? SamplingSettings.EVERYTHING : request.sampling(),
          TokenizeSettings.CountOn.MACHINE,
          request.memoryBytes() == null ? Runtime.getRuntime().maxMemory() : request.memoryBytes());
    } catch (IllegalArgumentException e) {
      throw new RunFileException("tokenizer train: " + e.getMessage());
    }
  }

  /// BLOOM's where nothing is said, one of another name, or a regular expression as Hugging Face
  /// tokenizers reads it.
  private static PreTokenizer preTokenizer(@Nullable String pattern) {
    if (pattern == null || pattern.equals("bloom")) {
      return new BloomPreTokenizer();
    }
    if (pattern.matches("\\w+")) {
      return TiktokenPatterns.named(pattern)
          .orElseThrow(() ->
              new RunFileException(
                  "--pre-tokenizer "
                      + pattern
                      + " is unknown; give bloom, "
                      + String.join(", ", TiktokenPatterns.names())
                      + ", or a regular expression"));
    }
    try {
      return new RegexPreTokenizer(pattern);
    } catch (IllegalArgumentException e) {
      throw new RunFileException("--pre-tokenizer " + pattern + ": " + e.getMessage());
    }
  }
}
