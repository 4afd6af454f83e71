package org.bloomery.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.RunFileException;
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
    return memory == null ? null : Long.valueOf(bytes("--memory", memory));
  }

  List<String> javaOptions() {
    return memory == null ? List.of() : heap(bytes("--memory", memory));
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
