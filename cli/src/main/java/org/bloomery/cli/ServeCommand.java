package org.bloomery.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Answers over HTTP.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves a model with the OpenAI completions API.")
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "A run directory, a release or a Hugging Face folder.")
  private String directory = "";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "0 takes a free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}: this machine only).")
  private String host = "";

  @Override
  public Integer call() {
    return RoomProcess.run(
        Room.SERVE_TOOL,
        List.of(Json.line(Map.of("directory", directory, "port", port, "host", host))));
  }
}
