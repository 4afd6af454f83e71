package org.bloomery.artifact.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.InputException;
import org.jspecify.annotations.Nullable;

/// Files of the file system: one file, a folder, or a glob below a folder.
///
/// @param root the folder that names are relative to
/// @param pattern glob below the root; null means the whole folder
public record FileLocation(Path root, @Nullable String pattern) implements SourceLocation {
  static FileLocation of(String path, Path cardFolder) {
    String folder = path;
    while (folder.matches(".*[*?{\\[].*")) {
      folder = folder.contains("/") ? folder.substring(0, folder.lastIndexOf('/')) : "";
    }
    Path root = cardFolder.resolve(folder).normalize();
    if (!folder.equals(path)) {
      return new FileLocation(root, path.substring(folder.isEmpty() ? 0 : folder.length() + 1));
    }
    Path parent = root.getParent();
    if (Files.isRegularFile(root) && parent != null) {
      return new FileLocation(parent, root.getFileName().toString());
    }
    return new FileLocation(root, null);
  }

  /// Where a file lies.
  public Path path(String name) {
    return root.resolve(name);
  }

  @Override
  public List<String> names(@Nullable String include) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new InputException(
          root + " does not exist; correct location on the source card, or catalogue.data");
    }
    Include matching = new Include(pattern == null ? include : pattern);
    if (pattern != null && Files.isRegularFile(path(pattern))) {
      return List.of(pattern);
    }
    Path real = root.toRealPath(); // a walk does not follow a link at its start
    try (Stream<Path> walk = Files.walk(real)) {
      return walk.peek(file -> refuseLinkOut(file, real, matching))
          .filter(Files::isRegularFile)
          .map(file -> real.relativize(file).toString().replace('\\', '/'))
          .filter(matching::matches)
          .sorted()
          .toList();
    }
  }

  /// A link to elsewhere would take texts in that the card says nothing of, and one to a folder or
  /// to nothing would leave them out without a word. Links within the location are other names of
  /// files that are there anyway, and are read as such.
  private void refuseLinkOut(Path file, Path real, Include wanted) {
    String name = real.relativize(file).toString().replace('\\', '/');
    if (!Files.isSymbolicLink(file) || !(wanted.matches(name) || Files.isDirectory(file))) {
      return;
    }
    String fault;
    try {
      Path target = file.toRealPath();
      if (target.startsWith(real)) {
        return;
      }
      fault = "leads out of " + root + " to " + target;
    } catch (IOException e) {
      fault = "leads nowhere";
    }
    throw new InputException(
        root.resolve(name)
            + " is a link that "
            + fault
            + "; put the files themselves there, or remove the link");
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(path(name));
  }

  @Override
  public String toString() {
    return "file:" + root + (pattern == null ? "" : "/" + pattern);
  }
}
