package org.bloomery.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// Starts a room's main class in a process with that room's class path and Java options.
final class RoomProcess {
  private RoomProcess() {}

  /// Runs to the end with this process's terminal.
  ///
  /// @return the exit code
  static int run(Room room, List<String> arguments) {
    return run(room, List.of(), arguments);
  }

  /// Runs with more Java options than those of the room.
  ///
  /// @return the exit code
  static int run(Room room, List<String> javaOptions, List<String> arguments) {
    int built = build(room);
    return built == 0
        ? start(room.module(), command(room, javaOptions, arguments), environment(room))
        : built;
  }

  /// Has the launcher build a room that it could not know of: words may be counted on Spark, which
  /// only the run file and its preset say.
  private static int build(Room room) {
    @Nullable String rooms = System.getProperty("bloomery.rooms");
    if (rooms == null || Arrays.asList(rooms.split(" ")).contains(room.module())) {
      return 0;
    }
    String launcher = root().resolve("bloomery").toString();
    return start("the launcher", List.of("sh", launcher, "--build", room.module()), Map.of());
  }

  /// Where the project lies.
  static Path root() {
    return Path.of(System.getProperty("bloomery.root", "."));
  }

  private static int start(String name, List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      environment.forEach(builder.environment()::putIfAbsent);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(process), "await " + name));
      return process.waitFor();
    } catch (IOException e) {
      throw new ResourceException("cannot start " + name + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  /// Ctrl-C reaches the child as well, a signal to this process alone does not; either way this
  /// process ends after the child, so that the prompt comes last.
  private static void awaitEnd(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Room room, List<String> javaOptions, List<String> arguments) {
    Path module = root().resolve(room.module());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(module.resolve("jvm.options")));
    command.addAll(javaOptions);
    String more = System.getenv("BLOOMERY_JAVA_OPTIONS");
    if (more != null && !more.isBlank()) {
      command.addAll(Arrays.asList(more.trim().split("\\s+")));
    }
    command.add("-Dbloomery.commit=" + System.getProperty("bloomery.commit", "unknown"));
    command.add("-Dbloomery.parent=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(
        module.resolve("target/classes")
            + File.pathSeparator
            + read(module.resolve("target/classpath.txt")));
    command.add(room.mainClass());
    command.addAll(arguments);
    return command;
  }

  /// Variables that a room sets where the user has not: `NAME=VALUE` lines.
  private static Map<String, String> environment(Room room) {
    return options(root().resolve(room.module()).resolve("jvm.environment")).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /// One option a line; lines that start with # are comments.
  private static List<String> options(Path file) {
    return Files.exists(file)
        ? read(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()
        : List.of();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read; build the project with ./bloomery", e);
    }
  }
}
