package org.bloomery.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tokenizers outside a run.
@Command(
    name = "tokenizer",
    mixinStandardHelpOptions = true,
    description = "Trains, converts, uses and compares tokenizers.",
    synopsisSubcommandLabel = "COMMAND")
final class TokenizerCommand {
  @Command(description = "Trains a byte-level BPE vocabulary from JSONL, text or a corpus folder.")
  int train(@Mixin TrainTokenizerOptions options) {
    return RoomProcess.run(
        Room.TOKENIZER_TOOL, options.javaOptions(), List.of(Json.line(options.request())));
  }

  @Command(description = "Reads text from standard input and writes ids, a line a line.")
  int encode(
      @Parameters(
              paramLabel = "DIR",
              description = "A folder with tokenizer.json, or a run directory.")
          String directory,
      @Option(names = "--whole", description = "Takes all of the input as one text.") boolean whole,
      @Option(
              names = "--jsonl",
              description = "A JSON string a line in, a JSON list of ids a line out.")
          boolean jsonl,
      @Option(
              names = "--bytes",
              description = "Takes all of the input as bytes of any kind, without special tokens.")
          boolean bytes,
      @Option(
              names = "--specials-as-text",
              description = "Takes </s> and its like in the text as text.")
          boolean specialsAsText,
      @Option(
              names = "--offsets",
              description = "A JSON object a line out: ids, and where each token lies.")
          boolean offsets) {
    return start(
        Map.of(
            "operation", "encode",
            "directory", directory,
            "whole", whole,
            "jsonl", jsonl,
            "bytes", bytes,
            "specialsAsText", specialsAsText,
            "offsets", offsets));
  }

  @Command(description = "Reads ids from standard input and writes text.")
  int decode(
      @Parameters(
              paramLabel = "DIR",
              description = "A folder with tokenizer.json, or a run directory.")
          String directory,
      @Option(names = "--whole", description = "Takes all of the input as one list of ids.")
          boolean whole,
      @Option(
              names = "--jsonl",
              description = "A JSON list of ids a line in, a JSON string a line out.")
          boolean jsonl,
      @Option(names = "--bytes", description = "As --whole: gives back what encode --bytes took.")
          boolean bytes) {
    return start(
        Map.of(
            "operation", "decode",
            "directory", directory,
            "whole", whole,
            "jsonl", jsonl,
            "bytes", bytes));
  }

  @Command(description = "Reads a tokenizer.json or a tiktoken file and writes our files of it.")
  int convert(
      @Parameters(
              paramLabel = "FROM",
              description = "A tokenizer.json, its folder, a run directory, or a tiktoken file.")
          String from,
      @Option(names = "--out", required = true, description = "Folder to write.") String out,
      @Option(
              names = "--pattern",
              description =
                  "tiktoken: how text is cut: cl100k_base, o200k_base, gpt2, llama3, or a regular"
                      + " expression.")
          @Nullable String pattern,
      @Option(
              names = "--special",
              description = "tiktoken: a special token, TOKEN or TOKEN=ID; may be repeated.")
          @Nullable List<String> specials) {
    Map<String, Object> request = new HashMap<>();
    request.put("operation", "convert");
    request.put("from", from);
    request.put("out", out);
    if (pattern != null) {
      request.put("pattern", pattern);
    }
    request.put("specials", specials == null ? List.of() : specials);
    return start(request);
  }

  @Command(description = "Compares vocabularies, language by language.")
  int report(
      @Parameters(
              paramLabel = "DIR",
              arity = "1..*",
              description = "Folders with tokenizer.json, or run directories.")
          List<String> directories,
      @Mixin JudgeOptions options,
      @Option(
              names = "--out",
              paramLabel = "OUT",
              description = "Folder for report.json and report.html.")
          @Nullable String out) {
    return options.run("report", out, Map.of("directories", new ArrayList<>(directories)));
  }

  @Command(description = "Trains several sizes of one vocabulary and compares them.")
  int sweep(
      @Option(
              names = "--vocab",
              required = true,
              split = ",",
              paramLabel = "N",
              description = "Sizes, as in 4096,8192,16384.")
          List<Integer> vocabularySizes,
      @Mixin JudgeOptions options,
      @Option(
              names = "--hidden",
              paramLabel = "H",
              defaultValue = "1024",
              description = "Width of the model, for the embedding's size (${DEFAULT-VALUE}).")
          int hidden,
      @Option(names = "--deduplicate-lines", description = "Counts each distinct line once.")
          boolean deduplicateLines,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "OUT",
              description = "Folder to write.")
          String out) {
    return options.run(
        "sweep",
        out,
        Map.of(
            "vocabularySizes", new ArrayList<>(vocabularySizes),
            "hidden", hidden,
            "deduplicateLines", deduplicateLines));
  }

  private static int start(Map<String, Object> request) {
    return RoomProcess.run(Room.TOKENIZER_TOOL, List.of(Json.line(request)));
  }
}
