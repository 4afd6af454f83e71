package org.bloomery.artifact.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;

/// What a finished stage promises, in `manifest.json`: the key (inputs, settings, seed, format
/// version) and every file with its size and SHA-256.
///
/// @param key digest of the four parts that follow: equal keys mean equal results
/// @param inputs content digests of the folders and outside files that were read, by name
/// @param settings the settings that change the result
/// @param counts what the stage counted
/// @param files all digested files below the folder, by path
public record Manifest(
    String stage,
    int formatVersion,
    String key,
    long seed,
    Map<String, String> inputs,
    Object settings,
    Map<String, Object> counts,
    List<FileEntry> files) {
  public static final String FILE = "manifest.json";
  public static final String MEASURED_FILE = "measured.json";
  public static final String MEASURED_FOLDER = "measured";

  /// One file of the folder. A Markdown file counts without its [MeasuredSection].
  ///
  /// @param path relative to the folder, with `/`
  public record FileEntry(String path, long bytes, String sha256) {}

  public Manifest {
    inputs = new TreeMap<>(inputs);
    counts = new TreeMap<>(counts);
    files = List.copyOf(files);
  }

  /// What decides the result of a stage, by name.
  static Map<String, Object> parts(
      String stage, int formatVersion, long seed, Map<String, String> inputs, Object settings) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("stage", stage);
    parts.put("formatVersion", formatVersion);
    parts.put("seed", seed);
    parts.put("inputs", new TreeMap<>(inputs));
    parts.put("settings", settings);
    return parts;
  }

  static String key(Map<String, Object> parts) {
    return Digests.sha256(Json.line(parts));
  }

  /// The parts that this manifest was made with.
  Map<String, Object> parts() {
    return parts(stage, formatVersion, seed, inputs, settings);
  }

  /// Digest of the files alone: a stage that was made again with the same result leaves the stages
  /// after it valid.
  public String contentDigest() {
    return Digests.sha256(Json.line(files));
  }

  /// Lists and digests what a stage wrote, apart from the manifest and from measured values.
  static List<FileEntry> digestFiles(Path folder) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = relative(folder, file);
        if (isDigested(path)) {
          entries.add(new FileEntry(path, digestedSize(file), digest(file)));
        }
      }
    }
    entries.sort((a, b) -> a.path().compareTo(b.path()));
    return entries;
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isDigested(String path) {
    return !path.equals(FILE)
        && !path.equals(StageRun.PARTS_FILE)
        && !path.equals(MEASURED_FILE)
        && !path.startsWith(MEASURED_FOLDER + "/")
        && !path.contains("/" + MEASURED_FOLDER + "/");
  }

  /// Reads the manifest of a finished folder and checks that every file is there in full size.
  public static Manifest read(Path folder) {
    Manifest manifest = Json.read(folder.resolve(FILE), Manifest.class);
    for (FileEntry entry : manifest.files) {
      Path file = folder.resolve(entry.path);
      if (!Files.exists(file)) {
        throw new ArtifactException(
            file + " is missing although manifest.json lists it; " + remedy(folder));
      }
      long bytes = digestedSize(file);
      if (bytes != entry.bytes) {
        throw new ArtifactException(
            file
                + " has "
                + bytes
                + " bytes, its manifest says "
                + entry.bytes
                + "; "
                + remedy(folder));
      }
    }
    return manifest;
  }

  private static long digestedSize(Path file) {
    try {
      return MeasuredSection.isPossible(file)
          ? MeasuredSection.digestedBytes(file).length
          : Files.size(file);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String digest(Path file) {
    try {
      return MeasuredSection.isPossible(file)
          ? Digests.sha256(MeasuredSection.digestedBytes(file))
          : Digests.sha256(file);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Compares every file with its digest.
  public void verify(Path folder) {
    for (FileEntry entry : files) {
      Path file = folder.resolve(entry.path);
      if (!digest(file).equals(entry.sha256)) {
        throw new ArtifactException(
            file + " does not have the SHA-256 that its manifest states; " + remedy(folder));
      }
    }
  }

  private static String remedy(Path folder) {
    return "delete " + folder + " and run its stage again";
  }
}
