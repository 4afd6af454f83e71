package org.bloomery.spark.sorted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.bloomery.artifact.ArtifactException;

/// The rows of one partition out of all tasks' files, in the order of their columns. Needs a small
/// buffer for each file.
public final class Rows implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final int columns;
  private final PriorityQueue<Run> runs;
  private final List<Run> all = new ArrayList<>();
  private final long[] row;

  /// Opens the files that the tasks `0 … tasks − 1` wrote into a folder.
  ///
  /// @param columns as they were written with
  public Rows(Path folder, int tasks, int columns, RowPartitions partitions, int partition)
      throws IOException {
    this.columns = columns;
    row = new long[columns];
    RowSort order = new RowSort(columns);
    runs = new PriorityQueue<>((a, b) -> order.compare(a.row, 0, b.row, 0));
    for (int task = 0; task < tasks; task++) {
      Path done = RowWriter.done(folder, task);
      if (!Files.exists(done)) {
        close();
        throw new ArtifactException(
            done + " is missing; delete the folder " + folder + " and give the same command again");
      }
      int files = Integer.parseInt(Files.readString(done));
      for (int run = 0; run < files; run++) {
        Run opened = new Run(RowWriter.file(folder, task, run), columns, partitions, partition);
        if (opened.advance()) {
          all.add(opened);
          runs.add(opened);
        } else {
          opened.close();
        }
      }
    }
  }

  /// The next row, or false at the end.
  ///
  /// @see #column
  public boolean next() throws IOException {
    Run first = runs.poll();
    if (first == null) {
      return false;
    }
    System.arraycopy(first.row, 0, row, 0, columns);
    if (first.advance()) {
      runs.add(first);
    }
    return true;
  }

  /// A value of the row that [#next] came to.
  public long column(int number) {
    return row[number];
  }

  @Override
  public void close() throws IOException {
    for (Run run : all) {
      run.close();
    }
  }

  private static final class Run implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final long[] row;
    private long position;
    private long end;

    Run(Path file, int columns, RowPartitions partitions, int partition) throws IOException {
      this.file = file;
      channel = FileChannel.open(file, StandardOpenOption.READ);
      row = new long[columns];
      ByteBuffer bounds = ByteBuffer.allocate(2 * Long.BYTES);
      position = (long) partition * Long.BYTES;
      fill(bounds);
      long head = (partitions.count() + 1L) * Long.BYTES;
      position = head + bounds.getLong() * columns * Long.BYTES;
      end = head + bounds.getLong() * columns * Long.BYTES;
      long most = Math.min(BUFFER_BYTES, Math.max(0, end - position));
      int rowBytes = columns * Long.BYTES;
      buffer = ByteBuffer.allocate((int) (most / rowBytes * rowBytes)).limit(0);
    }

    boolean advance() throws IOException {
      if (!buffer.hasRemaining()) {
        if (position >= end) {
          return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        fill(buffer);
      }
      for (int c = 0; c < row.length; c++) {
        row[c] = buffer.getLong();
      }
      return true;
    }

    private void fill(ByteBuffer target) throws IOException {
      while (target.hasRemaining()) {
        int read = channel.read(target, position);
        if (read < 0) {
          throw new ArtifactException(
              file + " is cut short; delete its folder and give the same command again");
        }
        position += read;
      }
      target.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
