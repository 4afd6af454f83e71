package org.bloomery.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.StageName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The corpus of a run, and curation's tools that take no run file.
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "[COMMAND]")
final class CurateCommand implements Callable<Integer> {
  /// What the tokens of an n-gram model are.
  enum Unit {
    CHARACTERS,
    WORDS
  }

  @Mixin private RunOptions options = new RunOptions();

  static CommandSpec spec() {
    return RunOptions.optionalRunFile(new CurateCommand());
  }

  @Override
  public Integer call() {
    return StageCommand.run(StageName.CORPUS, options);
  }

  @Command(description = "Trains the n-gram model by which a language's texts are judged.")
  int model(
      @Parameters(
              paramLabel = "INPUT",
              arity = "1..*",
              description = "JSONL files with the field text, text files, or folders of these.")
          List<String> inputs,
      @Option(
              names = "--language",
              required = true,
              paramLabel = "CODE",
              description = "Names the model: CODE.ngrams.")
          String language,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FOLDER",
              description = "Folder to write, for curate.operators.languageModels.")
          String out,
      @Option(
              names = "--order",
              paramLabel = "N",
              defaultValue = "5",
              description = "Tokens of the longest n-grams (${DEFAULT-VALUE}).")
          int order,
      @Option(
              names = "--unit",
              defaultValue = "characters",
              description = "characters or words (${DEFAULT-VALUE}).")
          Unit unit,
      @Option(names = "--arpa", description = "Writes CODE.arpa, too.") boolean arpa) {
    return RoomProcess.run(
        Room.CURATE_TOOL,
        List.of(
            "model",
            Json.line(
                Map.of(
                    "inputs", List.copyOf(inputs),
                    "language", language,
                    "out", out,
                    "order", order,
                    "unit", unit.name().toLowerCase(Locale.ROOT),
                    "arpa", arpa))));
  }
}
