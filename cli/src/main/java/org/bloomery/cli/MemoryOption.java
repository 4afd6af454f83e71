package org.bloomery.cli;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.TokenizeSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--memory`, which is the heap of the process and the budget of what it does.
final class MemoryOption {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?) *([kMGT]?)B?");

  @Option(
      names = "--memory",
      paramLabel = "BYTES",
      description = "Heap to take, for example 8GB; a quarter of the machine's where left out.")
  private @Nullable String memory;

  /// What was given; null where nothing was.
  @Nullable Long bytes() {
    return memory == null ? null : Long.valueOf(checked(memory));
  }

  List<String> javaOptions() {
    return memory == null ? List.of() : heap(checked(memory));
  }

  private static long checked(String memory) {
    long bytes = bytes("--memory", memory);
    if (bytes < TokenizeSettings.LEAST_MEMORY_BYTES) {
      throw new RunFileException(
          "--memory "
              + memory
              + " is too little; give at least "
              + TokenizeSettings.LEAST_MEMORY_BYTES / 1_000_000
              + "MB");
    }
    if (ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        && bytes > machine.getTotalMemorySize()) {
      throw new ResourceException(
          "--memory "
              + memory
              + " is more than this machine has, "
              + machine.getTotalMemorySize() / 1_000_000
              + "MB; give less: what does not fit waits on disk");
    }
    return bytes;
  }

  /// A heap that is mostly for what lives long: tables, of which few become garbage.
  static List<String> heap(long memoryBytes) {
    return List.of("-Xmx" + memoryBytes, "-XX:MaxNewSize=" + Math.min(64_000_000, memoryBytes / 8));
  }

  /// Decimal units, as in the names of settings.
  static long bytes(String option, String text) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new RunFileException(
          option + " " + text + ": not a number of bytes; write for example 8GB or 500MB");
    }
    long unit =
        switch (matcher.group(2)) {
          case "k" -> 1_000L;
          case "M" -> 1_000_000L;
          case "G" -> 1_000_000_000L;
          case "T" -> 1_000_000_000_000L;
          default -> 1L;
        };
    return (long) (Double.parseDouble(matcher.group(1)) * unit);
  }
}
