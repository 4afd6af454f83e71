package org.bloomery.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `tokenizer report` and `tokenizer sweep` have in common.
final class JudgeOptions {
  @Option(
      names = "--corpus",
      required = true,
      paramLabel = "X",
      description =
          "A curated corpus, a folder of LANG.txt or LANG.jsonl, or a JSONL file with language.")
  String corpus = "";

  @Option(
      names = "--languages",
      split = ",",
      paramLabel = "LANG",
      description = "Those of the corpus to look at; all unless given.")
  @Nullable List<String> languages;

  @Option(
      names = "--parallel",
      paramLabel = "P",
      description = "A folder of LANG.txt, parallel by line.")
  @Nullable String parallel;

  @Option(
      names = "--pivot",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language whose tokens are 1 in the token premium (${DEFAULT-VALUE}).")
  String pivot = "en";

  @Option(
      names = "--reference-vocab",
      paramLabel = "N",
      defaultValue = "32768",
      description = "Entries of the monolingual references (${DEFAULT-VALUE}).")
  int referenceVocabulary;

  @Option(names = "--no-references", description = "Trains no monolingual references.")
  boolean noReferences;

  @Mixin MemoryOption memory = new MemoryOption();

  /// Hands the request to the room.
  ///
  /// @param more what the other command does not have
  int run(String operation, @Nullable String out, Map<String, Object> more) {
    Map<String, @Nullable Object> request = new HashMap<>(more);
    request.put("operation", operation);
    request.put("corpus", corpus);
    request.put("languages", languages);
    request.put("parallel", parallel);
    request.put("pivot", pivot);
    request.put("referenceVocabulary", noReferences ? null : referenceVocabulary);
    request.put("memoryBytes", memory.bytes());
    request.put("out", out);
    return RoomProcess.run(Room.JUDGE_TOOL, memory.javaOptions(), List.of(Json.line(request)));
  }
}
