package org.bloomery.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.stage.MeasuredSection;

/// The reproducible content of folders, for comparison.
final class Trees {
  private Trees() {}

  /// Digests of all files by path, without measured values as the design defines them.
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString();
        if (path.endsWith("measured.json") || path.contains("measured/")) {
          continue;
        }
        digests.put(
            path,
            path.endsWith("README.md")
                ? Digests.sha256(MeasuredSection.without(Files.readString(file)))
                : Digests.sha256(file));
      }
    }
    return digests;
  }
}
