package org.bloomery.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;

/// Reads the one argument of a tool of this room: a JSON object. What it leaves out is as on the
/// command line.
final class ToolArguments {
  private ToolArguments() {}

  static ServeRequest serve(String[] arguments) {
    JsonNode json = object(arguments);
    return new ServeRequest(
        directory(json), json.path("host").asText("127.0.0.1"), json.path("port").asInt(8080));
  }

  static GenerateRequest generate(String[] arguments) {
    JsonNode json = object(arguments);
    List<String> stops = new ArrayList<>();
    json.path("stop").forEach(stop -> stops.add(stop.asText()));
    return new GenerateRequest(
        directory(json),
        json.path("prompt").asText(""),
        json.path("maxTokens").asInt(100),
        json.path("temperature").asDouble(0.8),
        json.path("topP").asDouble(0.95),
        json.path("topK").asInt(0),
        json.path("seed").asLong(1),
        stops);
  }

  private static JsonNode object(String[] arguments) {
    if (arguments.length == 1) {
      try {
        JsonNode json = Json.MAPPER.readTree(arguments[0]);
        if (json.isObject()) {
          return json;
        }
      } catch (JsonProcessingException e) {
        throw new RunFileException("the argument is not a JSON object: " + e.getOriginalMessage());
      }
    }
    throw new RunFileException("one argument is wanted, a JSON object with a directory");
  }

  private static String directory(JsonNode json) {
    String directory = json.path("directory").asText("");
    if (directory.isEmpty()) {
      throw new RunFileException("a directory is wanted: a run directory, a release or a model");
    }
    return directory;
  }
}
