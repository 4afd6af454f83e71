package org.bloomery.train.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.jspecify.annotations.Nullable;

/// A folder of checkpoints. The newest is found by listing, so no pointer file can lie.
///
/// A checkpoint is written under a temporary name, forced to the disk and renamed; a kill at any
/// moment leaves the older ones as they were. Training waits only for the writing itself, which
/// ends in the operating system's memory: digests, disk and renaming are left to the background.
public final class CheckpointStore implements AutoCloseable {
  static final String DIGESTS = "digests.json";
  private static final Pattern NAME = Pattern.compile("step-(\\d{6,})");
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final Consumer<String> say;
  private @Nullable FutureTask<Void> unfinished;

  /// A store below `folder`; `say` takes a sentence for the person who watches.
  public CheckpointStore(Path folder, Consumer<String> say) {
    this.folder = folder;
    this.say = say;
  }

  /// Puts the content of a checkpoint into a folder.
  @FunctionalInterface
  public interface Content {
    void write(Path folder) throws IOException;
  }

  /// One checkpoint, after `step` optimiser steps.
  public record Checkpoint(long step, Path folder) {}

  private record FileDigest(long bytes, String sha256) {}

  private record FileDigests(Map<String, FileDigest> files) {}

  /// Which checkpoints stay when a new one is whole.
  ///
  /// @param newest how many of the newest
  /// @param everySteps those after a multiple of this; 0: none
  /// @param before the newest of those made after fewer steps than this, to go back to
  public record Retention(int newest, int everySteps, long before) {
    private boolean keeps(Checkpoint checkpoint, List<Checkpoint> newestFirst) {
      return newestFirst.indexOf(checkpoint) < newest
          || (everySteps > 0 && checkpoint.step() % everySteps == 0)
          || newestFirst.stream()
              .filter(c -> c.step() < before)
              .findFirst()
              .equals(Optional.of(checkpoint));
    }
  }

  /// Writes a checkpoint after `step` steps. When this returns, the content may change again; the
  /// checkpoint is whole only after [#await()] or the next call.
  public void write(long step, Content content, Retention retention) throws IOException {
    await();
    Path target = folder.resolve("step-%06d".formatted(step));
    Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
    AtomicFiles.deleteTree(temporary);
    Files.createDirectories(temporary);
    content.write(temporary);
    FutureTask<Void> finishing =
        new FutureTask<>(() -> {
          finish(temporary, target);
          keep(retention);
          return null;
        });
    Thread.ofPlatform().name("checkpoint").start(finishing);
    unfinished = finishing;
  }

  private void finish(Path temporary, Path target) throws IOException {
    AtomicFiles.write(temporary.resolve(DIGESTS), Json.pretty(digests(temporary)));
    AtomicFiles.force(temporary);
    AtomicFiles.deleteTree(target);
    AtomicFiles.move(temporary, target);
    forceFolder();
  }

  /// Waits until what was written is whole.
  public void await() throws IOException {
    FutureTask<Void> finishing = unfinished;
    unfinished = null;
    if (finishing == null) {
      return;
    }
    try {
      finishing.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException trouble) {
        throw trouble;
      }
      throw new IllegalStateException("a checkpoint could not be finished", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a checkpoint was written", e);
    }
  }

  @Override
  public void close() throws IOException {
    await();
  }

  /// The new name is safe only when the folder that holds it is on the disk too.
  private void forceFolder() throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileDigests digests(Path checkpoint) throws IOException {
    Map<String, FileDigest> files = new TreeMap<>();
    try (Stream<Path> listed = Files.list(checkpoint)) {
      for (Path file : listed.toList()) {
        files.put(
            file.getFileName().toString(), new FileDigest(Files.size(file), Digests.sha256(file)));
      }
    }
    return new FileDigests(files);
  }

  /// All checkpoints, the newest first; they may be damaged.
  public List<Checkpoint> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .flatMap(path -> named(path).stream())
          .sorted(Comparator.comparingLong(Checkpoint::step).reversed())
          .toList();
    }
  }

  private static Optional<Checkpoint> named(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches()
        ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), path))
        : Optional.empty();
  }

  /// The newest whole checkpoint; a damaged newer one is named and passed over.
  ///
  /// @throws ArtifactException when there are checkpoints and none is whole
  public Optional<Checkpoint> newest() throws IOException {
    List<Checkpoint> all = list();
    ArtifactException last = null;
    for (Checkpoint checkpoint : all) {
      try {
        verify(checkpoint.folder());
        return Optional.of(checkpoint);
      } catch (ArtifactException e) {
        last = e;
        if (all.size() > 1) {
          say.accept(e.getMessage() + "; the checkpoint before it is tried");
        }
      }
    }
    if (last != null) {
      throw new ArtifactException(
          "No checkpoint below %s is whole (%s); delete that folder to train from the start"
              .formatted(folder, last.getMessage()),
          last);
    }
    return Optional.empty();
  }

  /// Compares every file of a checkpoint with its size and digest.
  public static void verify(Path checkpoint) {
    FileDigests digests = Json.read(checkpoint.resolve(DIGESTS), FileDigests.class);
    digests.files.forEach((name, expected) -> {
      Path file = checkpoint.resolve(name);
      if (!Files.exists(file)) {
        throw new ArtifactException(file + " is missing although " + DIGESTS + " lists it");
      }
      long bytes = file.toFile().length();
      if (bytes != expected.bytes) {
        throw new ArtifactException(
            "%s is cut short or grown: %,d bytes where %s states %,d"
                .formatted(file, bytes, DIGESTS, expected.bytes));
      }
      if (!Digests.sha256(file).equals(expected.sha256)) {
        throw new ArtifactException(
            file + " does not have the SHA-256 that " + DIGESTS + " states");
      }
    });
  }

  /// Deletes what `retention` does not keep, and what killed writers left.
  public void keep(Retention retention) throws IOException {
    List<Checkpoint> all = list();
    for (Checkpoint checkpoint : all) {
      if (!retention.keeps(checkpoint, all)) {
        AtomicFiles.deleteTree(checkpoint.folder());
      }
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> listed = Files.list(folder)) {
        for (Path path : listed.toList()) {
          if (path.getFileName().toString().endsWith(TEMPORARY)) {
            AtomicFiles.deleteTree(path);
          }
        }
      }
    }
  }

  /// Deletes the checkpoints made after `steps` steps or more.
  ///
  /// @return whether any is left
  public boolean goBackBefore(long steps) throws IOException {
    await();
    List<Checkpoint> all = list();
    for (Checkpoint checkpoint :
        all) { // the newest first, so that a kill leaves a row without gaps
      if (checkpoint.step() >= steps) {
        AtomicFiles.deleteTree(checkpoint.folder());
      }
    }
    return all.stream().anyMatch(checkpoint -> checkpoint.step() < steps);
  }
}
