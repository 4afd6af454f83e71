package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own with this test's class path and the room's Java options, so that it can be
/// killed.
final class JavaProcess {
  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static JavaProcess start(
      Path output, Map<String, String> environment, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + TestCollection.ROOT.resolve("spark/jvm.options").toAbsolutePath());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // For it and what it starts: short-lived, and several at once on few processors.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xmx1g -XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return new JavaProcess(builder.start(), output);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Whether it has started another process.
  boolean hasChildren() {
    return process.descendants().findAny().isPresent();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  int await() throws InterruptedException {
    return process.waitFor();
  }

  /// `kill -9` to the process and all that it started.
  void kill() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle handle : all) {
      handle.onExit().join();
    }
  }
}
