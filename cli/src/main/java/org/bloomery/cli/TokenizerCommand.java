package org.bloomery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tokenizers outside a run.
@Command(
    name = "tokenizer",
    mixinStandardHelpOptions = true,
    description = "Trains a tokenizer, encodes and decodes.",
    synopsisSubcommandLabel = "COMMAND")
final class TokenizerCommand {
  @Command(description = "Trains a byte-level BPE vocabulary from JSONL, text or a corpus folder.")
  int train(
      @Option(names = "--out", required = true, description = "Folder to write.") String out,
      @Option(names = "--vocab", required = true, description = "Entries.") int vocabularySize,
      @Option(names = "--deduplicate-lines", description = "Counts each distinct line once.")
          boolean deduplicateLines,
      @Parameters(paramLabel = "INPUT", arity = "1..*") List<String> inputs) {
    return RoomProcess.run(
        Room.TOKENIZER_TOOL,
        List.of(
            Json.line(
                Map.of(
                    "operation", "train",
                    "out", out,
                    "vocabularySize", vocabularySize,
                    "deduplicateLines", deduplicateLines,
                    "inputs", new ArrayList<>(inputs)))));
  }

  @Command(description = "Reads text from standard input and writes ids, a line a line.")
  int encode(
      @Parameters(paramLabel = "DIR", description = "A folder with tokenizer.json.")
          String directory,
      @Option(names = "--whole", description = "Takes all of the input as one text.") boolean whole,
      @Option(
              names = "--jsonl",
              description = "A JSON string a line in, a JSON list of ids a line out.")
          boolean jsonl) {
    return filter("encode", directory, whole, jsonl);
  }

  @Command(description = "Reads ids from standard input and writes text.")
  int decode(
      @Parameters(paramLabel = "DIR", description = "A folder with tokenizer.json.")
          String directory,
      @Option(names = "--whole", description = "Takes all of the input as one list of ids.")
          boolean whole,
      @Option(
              names = "--jsonl",
              description = "A JSON list of ids a line in, a JSON string a line out.")
          boolean jsonl) {
    return filter("decode", directory, whole, jsonl);
  }

  private static int filter(String operation, String directory, boolean whole, boolean jsonl) {
    return RoomProcess.run(
        Room.TOKENIZER_TOOL,
        List.of(
            Json.line(
                Map.of(
                    "operation", operation,
                    "directory", directory,
                    "whole", whole,
                    "jsonl", jsonl))));
  }
}
