package org.bloomery.tokenize.count;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// Lines for which a [LineSet] had no room, on disk in 16 partitions by their hash. All copies of a
/// line lie in one partition and none is in the set, so that each partition can be taken for
/// itself, with a set of its own.
final class LineSpill implements AutoCloseable {
  static final int PARTITIONS = 16;

  /// Partitions of partitions: the bits of the hash end here, at 16^8 times what fits in memory.
  private static final int DEEPEST = 8;

  private final Path folder;
  private final int level;
  private final @Nullable DataOutputStream[] partitions =
      new @Nullable DataOutputStream[PARTITIONS];

  LineSpill(Path folder, int level) {
    if (level >= DEEPEST) {
      throw new ResourceException(
          "the memory budget is far too small to tell lines apart; give the tokenizer more memory");
    }
    this.folder = folder;
    this.level = level;
  }

  int level() {
    return level;
  }

  synchronized void add(CutLine line) throws IOException {
    int partition = LineSet.partition(line, level);
    DataOutputStream out = partitions[partition];
    if (out == null) {
      Files.createDirectories(folder);
      out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file(partition)), 1 << 15));
      partitions[partition] = out;
    }
    line.write(out);
  }

  private Path file(int partition) {
    return folder.resolve("lines-" + partition);
  }

  Path below(int partition) {
    return folder.resolve("below-" + partition);
  }

  /// Ends writing.
  ///
  /// @return the partitions that have lines
  List<Integer> finish() throws IOException {
    List<Integer> filled = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      DataOutputStream out = partitions[p];
      if (out != null) {
        out.close();
        filled.add(p);
      }
    }
    return filled;
  }

  /// Reads the lines of a partition, and deletes it.
  void drain(int partition, CutLine.Sink sink) throws IOException {
    if (!Files.exists(file(partition))) {
      return;
    }
    CutLine line = new CutLine();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file(partition)), 1 << 15))) {
      while (line.read(in)) {
        sink.accept(line);
      }
    }
    Files.delete(file(partition));
  }

  @Override
  public void close() throws IOException {
    finish();
  }
}
