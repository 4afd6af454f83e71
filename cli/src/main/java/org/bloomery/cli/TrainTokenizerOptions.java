package org.bloomery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.SamplingSettings.Method;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `tokenizer train` learns from, and how.
final class TrainTokenizerOptions {
  private static final Pattern SAMPLING =
      Pattern.compile("(proportional|alpha|weights|unimax)(?:[=:](.*))?");

  @Option(names = "--out", required = true, description = "Folder to write.")
  private String out = "";

  @Option(names = "--vocab", required = true, description = "Entries.")
  private int vocabularySize;

  @Option(names = "--deduplicate-lines", description = "Counts each distinct line once.")
  private boolean deduplicateLines;

  @Mixin private MemoryOption memory = new MemoryOption();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that count words; one for each processor where left out.")
  private @Nullable Integer threads;

  @Option(
      names = "--sampling",
      paramLabel = "METHOD",
      description =
          "proportional, alpha=A, weights=LANG:W,LANG:W,… or unimax; all but proportional need"
              + " --sample-bytes.")
  private @Nullable String sampling;

  @Option(
      names = "--sample-bytes",
      paramLabel = "BYTES",
      description = "Text to learn from, all languages together, for example 10GB.")
  private @Nullable String sampleBytes;

  @Option(
      names = "--special",
      paramLabel = "TOKEN",
      description =
          "One more special token, behind <unk> <s> </s> <pad>; may be given several times.")
  private List<String> specialTokens = new ArrayList<>();

  @Option(
      names = "--reserved",
      paramLabel = "N",
      description = "Special tokens without a meaning yet, <reserved_0> and so on.")
  private int reservedTokens;

  @Option(
      names = "--pre-tokenizer",
      paramLabel = "NAME",
      description = "bloom, gpt2, llama3, cl100k_base, o200k_base, or a regular expression.")
  private String preTokenizer = "bloom";

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "JSONL or text files (.gz, .zst), or folders of them.")
  private List<String> inputs = new ArrayList<>();

  Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("operation", "train");
    request.put("out", out);
    request.put("vocabularySize", vocabularySize);
    request.put("deduplicateLines", deduplicateLines);
    request.put("specialTokens", specialTokens);
    request.put("reservedTokens", reservedTokens);
    request.put("pattern", preTokenizer);
    request.put("inputs", inputs);
    if (sampling != null || sampleBytes != null) {
      request.put("sampling", sampling(sampling == null ? "proportional" : sampling));
    }
    Long bytes = memory.bytes();
    if (bytes != null) {
      request.put("memoryBytes", bytes);
    }
    if (threads != null) {
      request.put("threads", threads);
    }
    return request;
  }

  List<String> javaOptions() {
    return memory.javaOptions();
  }

  private SamplingSettings sampling(String text) {
    Matcher matcher = SAMPLING.matcher(text);
    if (!matcher.matches()) {
      throw new RunFileException(
          "--sampling "
              + text
              + ": unknown; use proportional, alpha=0.3, weights=fr:2,en:1 or unimax");
    }
    Method method = Method.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    @Nullable String value = matcher.group(2);
    boolean takesValue = method == Method.ALPHA || method == Method.WEIGHTS;
    if (takesValue != (value != null)) {
      throw new RunFileException(
          "--sampling "
              + text
              + (takesValue
                  ? ": the value is missing, as in alpha=0.3 or weights=fr:2,en:1"
                  : ": this method takes no value"));
    }
    if (method != Method.PROPORTIONAL && sampleBytes == null) {
      throw new RunFileException(
          "--sampling " + text + " needs --sample-bytes: how much text to learn from, as in 10GB");
    }
    try {
      return new SamplingSettings(
          method,
          method == Method.ALPHA && value != null ? number("--sampling", value) : null,
          method == Method.WEIGHTS && value != null ? weights(value) : null,
          sampleBytes == null ? null : MemoryOption.bytes("--sample-bytes", sampleBytes));
    } catch (IllegalArgumentException e) {
      throw new RunFileException("--sampling " + text + ": " + e.getMessage());
    }
  }

  private static Map<String, Double> weights(String text) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 1) {
        throw new RunFileException("--sampling weights: " + pair + " must be LANGUAGE:WEIGHT");
      }
      weights.put(pair.substring(0, colon), number("--sampling", pair.substring(colon + 1)));
    }
    return weights;
  }

  private static Double number(String option, String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new RunFileException(option + ": " + text + " is no number");
    }
  }
}
