package org.bloomery.spark.sorted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;

/// Collects the rows of one task and writes them in sorted runs. Memory is bounded: a full buffer
/// becomes a file.
///
/// A task that is done leaves the mark `TASK.done`. Until then its files have no meaning, and the
/// task begins again.
public final class RowWriter implements AutoCloseable {
  private static final int BUFFER_LONGS = 1 << 20;
  private static final int FIRST_LONGS = 1 << 12;
  private static final int WRITTEN_BYTES = 1 << 16;

  private final Path folder;
  private final int task;
  private final int columns;
  private final RowPartitions partitions;
  private final RowSort sort;
  private long[] rows = new long[FIRST_LONGS];
  private int filled;
  private int runs;

  /// Begins a task, or begins it again.
  ///
  /// @param task number of the task, its name in the folder
  public RowWriter(Path folder, int task, int columns, RowPartitions partitions)
      throws IOException {
    this.folder = folder;
    this.task = task;
    this.columns = columns;
    this.partitions = partitions;
    sort = new RowSort(columns);
    Files.createDirectories(folder);
  }

  /// Whether a task has written all its rows.
  public static boolean isDone(Path folder, int task) {
    return Files.exists(done(folder, task));
  }

  /// How many files a task wrote.
  ///
  /// @throws ArtifactException when the mark that it is done is missing or damaged
  static int runs(Path folder, int task) throws IOException {
    Path mark = done(folder, task);
    if (!Files.exists(mark)) {
      throw damaged(mark, "is missing");
    }
    String text = Files.readString(mark, StandardCharsets.ISO_8859_1);
    if (text.matches("[0-9]{1,9} [0-9]+")) {
      int runs = Integer.parseInt(text.substring(0, text.indexOf(' ')));
      if (text.equals(mark(task, runs))) {
        return runs;
      }
    }
    throw damaged(mark, "does not hold what was written");
  }

  /// The number of runs with its check.
  private static String mark(int task, int runs) {
    return runs + " " + new RowCheck(task, 0, runs).value();
  }

  /// The refusal of a file between two tasks, with what to do: the folder of a step holds one for
  /// each kind of files, and they follow from one another, so all of them are made again.
  public static ArtifactException damaged(Path file) {
    return damaged(file, "is cut short, or its bytes are not those that were written");
  }

  /// The same with what is wrong.
  static ArtifactException damaged(Path file, String problem) {
    return new ArtifactException(refusal(file, problem));
  }

  /// The same with what was thrown.
  public static ArtifactException damaged(Path file, String problem, Exception cause) {
    return new ArtifactException(refusal(file, problem), cause);
  }

  private static String refusal(Path file, String problem) {
    return file
        + " "
        + problem
        + "; check the disk, delete the folder "
        + file.toAbsolutePath().resolveSibling("..").normalize()
        + " and give the same command again";
  }

  static Path done(Path folder, int task) {
    return folder.resolve(String.format(Locale.ROOT, "%05d.done", task));
  }

  static Path file(Path folder, int task, int run) {
    return folder.resolve(String.format(Locale.ROOT, "%05d-%05d.rows", task, run));
  }

  public void write(long... row) throws IOException {
    if (filled + columns > rows.length) {
      if (rows.length < BUFFER_LONGS) {
        rows = Arrays.copyOf(rows, Math.min(BUFFER_LONGS, 4 * rows.length));
      }
      if (filled + columns > rows.length) {
        flush();
      }
    }
    System.arraycopy(row, 0, rows, filled, columns);
    filled += columns;
  }

  private void flush() throws IOException {
    int count = filled / columns;
    sort.sort(rows, count, new long[filled]);
    Path target = file(folder, task, runs++);
    // Two attempts at a task may write at once, on two machines; both write the same bytes.
    Path own = Files.createTempFile(folder, "run", ".tmp");
    try (FileChannel out = FileChannel.open(own, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(WRITTEN_BYTES);
      int row = 0;
      for (int partition = 0; partition < partitions.count(); partition++) {
        int first = row;
        while (row < count && partitions.of(rows[row * columns]) == partition) {
          row++;
        }
        RowCheck check = new RowCheck(partition, first, row);
        check.update(rows, first * columns, row * columns);
        put(out, buffer, first);
        put(out, buffer, row);
        put(out, buffer, check.value());
      }
      for (int i = 0; i < filled; i++) {
        put(out, buffer, rows[i]);
      }
      drain(out, buffer);
    }
    AtomicFiles.move(own, target);
    filled = 0;
  }

  private static void put(FileChannel out, ByteBuffer buffer, long value) throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      drain(out, buffer);
    }
    buffer.putLong(value);
  }

  private static void drain(FileChannel out, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  /// Writes what is left and the mark that the task is done: the number of its runs. Not called,
  /// the task is not done.
  public void finish() throws IOException {
    if (filled > 0) {
      flush();
    }
    Path own = Files.createTempFile(folder, "done", ".tmp");
    Files.writeString(own, mark(task, runs));
    AtomicFiles.move(own, done(folder, task));
  }

  @Override
  public void close() {
    rows = new long[0];
  }
}
