package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What runs wrote: compared, apart from what they measured, and damaged.
final class Folders {
  private Folders() {}

  private static List<String> digested(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith("measured"))
          .sorted()
          .toList();
    }
  }

  static void assertSameBytes(Path expected, Path actual) throws IOException {
    List<String> names = digested(expected);
    assertFalse(names.isEmpty());
    assertEquals(names, digested(actual));
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(expected.resolve(name));
      assertArrayEquals(bytes, Files.readAllBytes(actual.resolve(name)), name);
    }
  }

  static void flipABit(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }
}
