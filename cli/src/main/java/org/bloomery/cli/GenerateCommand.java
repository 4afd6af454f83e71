package org.bloomery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Continues a text.
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Continues a text with a model of this project or any Hugging Face BLOOM folder.")
final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "A run directory, a release or a Hugging Face folder.")
  private String directory = "";

  @Option(names = "--prompt", required = true, description = "The text to continue.")
  private String prompt = "";

  @Option(
      names = "--max-tokens",
      defaultValue = "100",
      description = "Tokens at most (${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      description = "0 takes the likeliest token, 1 samples as learnt (${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-p",
      defaultValue = "0.95",
      description = "Samples from the likeliest tokens of this probability (${DEFAULT-VALUE}).")
  private double topP;

  @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same text.")
  private long seed;

  @Override
  public Integer call() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("directory", directory);
    request.put("prompt", prompt);
    request.put("maxTokens", maxTokens);
    request.put("temperature", temperature);
    request.put("topP", topP);
    request.put("seed", seed);
    return RoomProcess.run(Room.GENERATE_TOOL, List.of(Json.line(request)));
  }
}
