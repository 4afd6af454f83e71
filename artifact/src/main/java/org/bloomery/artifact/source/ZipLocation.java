package org.bloomery.artifact.source;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A ZIP archive, read as the folder of its files. Names are only looked up inside the archive, so
/// that one which points out of it (`../x`) reaches nothing.
public record ZipLocation(Path archive) implements SourceLocation {

  @Override
  public List<String> names(@Nullable String include) throws IOException {
    Include matching = new Include(include);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(matching::matches)
          .sorted()
          .distinct()
          .toList();
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    ZipFile zip = new ZipFile(archive.toFile());
    try {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new FileNotFoundException(name + " is not in " + archive);
      }
      return new FilterInputStream(zip.getInputStream(entry)) {
        @Override
        public void close() throws IOException {
          super.close();
          zip.close();
        }
      };
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return "file:" + archive;
  }
}
