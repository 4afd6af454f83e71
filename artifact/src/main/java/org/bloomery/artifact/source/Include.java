package org.bloomery.artifact.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A glob over relative paths in which `**/` also stands for no folder at all, as people expect.
final class Include {
  private final List<PathMatcher> matchers;

  /// @param glob absent means every file
  Include(@Nullable String glob) {
    String pattern = glob == null ? "**" : glob;
    matchers =
        (pattern.startsWith("**/") ? Stream.of(pattern, pattern.substring(3)) : Stream.of(pattern))
            .map(p -> FileSystems.getDefault().getPathMatcher("glob:" + p))
            .toList();
  }

  boolean matches(String relative) {
    Path path = Path.of(relative);
    return matchers.stream().anyMatch(m -> m.matches(path));
  }
}
