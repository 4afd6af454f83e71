package org.bloomery.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The source tree that these tests look at.
final class Checkout {
  static final Path ROOT =
      Path.of(System.getProperty("bloomery.root", "..")).toAbsolutePath().normalize();

  private Checkout() {}

  /// The rooms with code, by their folders.
  static List<String> rooms() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The Java sources of all rooms, `kind` being `main` or `test`.
  static List<Path> javaFiles(String kind) {
    return rooms().stream()
        .map(room -> ROOT.resolve(room).resolve("src").resolve(kind).resolve("java"))
        .filter(Files::isDirectory)
        .flatMap(Checkout::walk)
        .filter(file -> file.toString().endsWith(".java"))
        .sorted()
        .toList();
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
