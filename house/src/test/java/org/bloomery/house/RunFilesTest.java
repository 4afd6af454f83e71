package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    addKeys(Run.class, settings);
    settings.removeAll(Set.of("language")); // thresholds again, described in words
    assertEquals(settings, documented);
  }

  /// The keys of a section and of the sections in it, whose own names are headings of the page.
  private static void addKeys(Class<?> section, Set<String> keys) {
    for (RecordComponent key : section.getRecordComponents()) {
      Class<?> element = element(key.getGenericType());
      if (element.isRecord()) {
        addKeys(element, keys);
      } else {
        keys.add(key.getName());
      }
    }
  }

  /// What stands in a list or a table, else the type itself.
  private static Class<?> element(Type type) {
    return switch (type) {
      case ParameterizedType generic ->
          element(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
      case Class<?> plain -> plain;
      default -> throw new IllegalStateException("no setting has the type " + type);
    };
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
