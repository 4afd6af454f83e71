package org.bloomery.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.train.data.ShardTokens;
import org.jspecify.annotations.Nullable;

/// The shards that a run reads from outside its directory.
final class OutsideData {
  private static final List<String> SUFFIXES = List.of(".idx", ".bin");

  private OutsideData() {}

  /// A digest of each set by name: training must not go on when what it reads has changed.
  static Map<String, String> digests(@Nullable DataSettings settings) {
    Map<String, String> digests = new TreeMap<>();
    if (settings != null) {
      settings
          .prefixes()
          .forEach((name, prefix) -> digests.put("data " + name, digest(name, prefix)));
    }
    return digests;
  }

  private static String digest(String name, Path prefix) {
    StringBuilder both = new StringBuilder();
    for (String suffix : SUFFIXES) {
      both.append(Digests.sha256(file(name, prefix, suffix)));
    }
    return Digests.sha256(both.toString());
  }

  private static Path file(String name, Path prefix, String suffix) {
    Path file = prefix.resolveSibling(prefix.getFileName() + suffix);
    if (!Files.isRegularFile(file)) {
      throw new ResourceException(
          "train.data: there is no file %s for the set %s; prefix is the path without .idx and .bin"
              .formatted(file, name));
    }
    return file;
  }

  static ShardTokens open(Path prefix, int vocabulary) {
    ShardTokens tokens = new ShardTokens(prefix, vocabulary);
    try {
      tokens.checkSome();
      return tokens;
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }
}
