package org.bloomery.artifact.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.InputException;
import org.jspecify.annotations.Nullable;

/// Where the files of a source lie.
public sealed interface SourceLocation permits ClassPathLocation, FileLocation, ZipLocation {

  /// Understands a location as a card states it.
  ///
  /// @param location `file:…`, `data:…` or `classpath:…`
  /// @param folder where relative paths start
  static SourceLocation of(String location, Path folder) {
    if (location.startsWith("classpath:")) {
      return new ClassPathLocation(location.substring("classpath:".length()));
    }
    String path = location.substring(location.indexOf(':') + 1);
    if (path.matches("[^*?{\\[]*\\.zip")) {
      Path archive = folder.resolve(path).normalize();
      if (Files.isRegularFile(archive)) {
        return new ZipLocation(archive);
      }
    }
    return FileLocation.of(path, folder);
  }

  /// Names of the files, sorted.
  List<String> names(@Nullable String include) throws IOException;

  /// Opens one of [#names], as stored.
  InputStream open(String name) throws IOException;

  /// The files with sizes and digests; none at all is refused.
  default List<SourceFile> files(@Nullable String include) {
    try {
      List<String> names = names(include);
      if (names.isEmpty()) {
        throw new InputException(
            this
                + (include == null ? "" : " with include = \"" + include + "\"")
                + " holds no file; correct location or include on the source card");
      }
      return names.stream().map(this::describe).toList();
    } catch (IOException e) {
      throw new InputException(this + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private SourceFile describe(String name) {
    try (InputStream in = open(name);
        CountingInputStream counted = new CountingInputStream(in)) {
      String sha256 = Digests.sha256(counted);
      return new SourceFile(name, counted.bytes(), sha256);
    } catch (IOException e) {
      throw new InputException(this + ": " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
