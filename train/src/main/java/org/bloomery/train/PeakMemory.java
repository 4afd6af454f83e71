package org.bloomery.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The most memory that this process has held, as Linux counts it; other systems do not tell.
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmHWM:"; // "high water mark" of resident memory, in kB

  private PeakMemory() {}

  /// Bytes of resident memory at its highest so far; empty where the system does not tell.
  public static OptionalLong bytes() {
    try {
      return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith(KEY))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux
    }
  }
}
