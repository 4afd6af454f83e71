package org.bloomery.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Starts `./bloomery`, or another program, as a person would.
final class Command {
  private static final long LIMIT_SECONDS = 600;

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  private Command() {}

  static Command bloomery(String... arguments) {
    Command command = new Command();
    command.words.add(Checkout.ROOT.resolve("bloomery").toString());
    command.words.addAll(List.of(arguments));
    return command;
  }

  static Command of(List<String> words) {
    Command command = new Command();
    command.words.addAll(words);
    return command;
  }

  Command with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// How a command ended, and everything that it printed.
  record Result(int exitCode, String output) {}

  Result run() throws IOException, InterruptedException {
    Running running = start();
    if (!running.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      running.kill();
      throw new AssertionError(words + " did not end; it printed\n" + running.output());
    }
    return new Result(running.process.exitValue(), running.output());
  }

  Running start() throws IOException {
    Path output = Files.createTempFile("bloomery-test", ".log");
    output.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(Checkout.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), output);
  }

  /// A command that has not ended yet.
  record Running(Process process, Path outputFile) {
    String output() throws IOException {
      return Files.readString(outputFile, StandardCharsets.UTF_8);
    }

    /// The process of a rank that the command has started; Linux tells.
    ProcessHandle rank(int number) throws IOException {
      String sign = "\0RANK=" + number + "\0";
      for (ProcessHandle handle : process.descendants().toList()) {
        Path environment = Path.of("/proc/" + handle.pid() + "/environ");
        if (("\0" + Files.readString(environment, StandardCharsets.ISO_8859_1)).contains(sign)) {
          return handle;
        }
      }
      throw new AssertionError("no process is rank " + number + ": " + output());
    }

    /// Waits until the command has written `file`.
    void awaitFile(Path file) throws IOException, InterruptedException {
      while (!Files.exists(file)) {
        if (!process.isAlive()) {
          throw new AssertionError("it ended without " + file + "; it printed\n" + output());
        }
        Thread.sleep(2);
      }
    }

    /// `kill -9` to the command and to the stage that it started.
    void kill() throws InterruptedException {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      all.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle handle : all) {
        handle.onExit().join();
      }
    }
  }
}
