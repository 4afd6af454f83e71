package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.Test;

/// Every shipped run file is complete, and its resolved form says the same.
class RunFilesTest {
  @Test
  void theReferenceNamesEverySettingAndNoOther() throws IOException {
    String page = Files.readString(Checkout.ROOT.resolve("docs/reference/run-file.md"));
    Set<String> documented = new TreeSet<>();
    for (String line : page.lines().filter(row -> row.startsWith("| `")).toList()) {
      String keys = line.substring(1, line.indexOf('|', 1));
      Pattern.compile("`(\\w+)`")
          .matcher(keys)
          .results()
          .forEach(key -> documented.add(key.group(1)));
    }
    Set<String> settings = new TreeSet<>(Set.of("preset"));
    for (RecordComponent section : Run.class.getRecordComponents()) {
      if (section.getType().isRecord()) {
        addKeys(section.getType(), settings);
      } else {
        settings.add(section.getName());
      }
    }
    addKeys(FilterThresholds.class, settings);
    settings.removeAll(Set.of("defaults", "language")); // tables, described in words
    assertEquals(settings, documented);
  }

  private static void addKeys(Class<?> section, Set<String> keys) {
    for (RecordComponent key : section.getRecordComponents()) {
      keys.add(key.getName());
    }
  }

  @Test
  void everyShippedRunFileIsValid() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(Checkout.ROOT.resolve("runs"))) {
      files = entries.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      RunFile run = RunFile.load(file, List.of());
      Path again = file.resolveSibling("." + file.getFileName() + ".resolved");
      try {
        Files.writeString(again, run.resolved());
        assertEquals(run.run(), RunFile.load(again, List.of()).run(), file.toString());
      } finally {
        Files.deleteIfExists(again);
      }
    }
  }
}
