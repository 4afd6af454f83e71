package org.bloomery.artifact.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of the machine that this process runs on, by what makes it fast or slow.
public final class Machine {
  private static final Path CPU_FACTS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /// For example `2 × AMD EPYC 9R14`.
  public static String name() {
    return Runtime.getRuntime().availableProcessors() + " × " + processor();
  }

  private static String processor() {
    try {
      return Files.readString(CPU_FACTS, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture());
    } catch (IOException e) {
      return architecture(); // not Linux
    }
  }

  private static String architecture() {
    return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
  }
}
