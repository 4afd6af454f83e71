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

  /// Of a partition in the head of a file: its first row, the row after its last, and its check.
  private static final int HEAD_LONGS = 3;

  private final int columns;
  private final PriorityQueue<Run> runs;
  private final List<FileChannel> channels = new ArrayList<>();
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
    try {
      for (int task = 0; task < tasks; task++) {
        int files = RowWriter.runs(folder, task);
        for (int run = 0; run < files; run++) {
          open(RowWriter.file(folder, task, run), partitions, partition);
        }
      }
    } catch (IOException | ArtifactException e) {
      close();
      throw e;
    }
  }

  private void open(Path file, RowPartitions partitions, int partition) throws IOException {
    if (!Files.exists(file)) {
      throw RowWriter.damaged(file, "is missing");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channels.add(channel);
    Run run = new Run(file, channel, columns, partitions, partition);
    if (run.advance()) {
      runs.add(run);
    } else {
      channel.close();
      channels.removeLast();
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
    for (FileChannel channel : channels) {
      channel.close();
    }
  }

  private static final class Run {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final long[] row;
    private long position;
    private long end;

    Run(Path file, FileChannel channel, int columns, RowPartitions partitions, int partition)
        throws IOException {
      this.file = file;
      this.channel = channel;
      row = new long[columns];
      ByteBuffer entry = ByteBuffer.allocate(HEAD_LONGS * Long.BYTES);
      position = (long) partition * HEAD_LONGS * Long.BYTES;
      end = position + entry.capacity();
      fill(entry);
      long head = (long) partitions.count() * HEAD_LONGS * Long.BYTES;
      int rowBytes = columns * Long.BYTES;
      long first = entry.getLong();
      long last = entry.getLong();
      long most = (channel.size() - head) / rowBytes;
      if (first < 0 || last < first || last > most) {
        throw damaged();
      }
      position = head + first * rowBytes;
      end = head + last * rowBytes;
      buffer =
          ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, end - position) / rowBytes * rowBytes);
      verify(new RowCheck(partition, first, last), entry.getLong());
      buffer.limit(0);
    }

    /// Reads the partition once ahead of its use: whoever uses a wrong row may fail in any way
    /// before the end of the rows would tell.
    private void verify(RowCheck check, long wanted) throws IOException {
      long begin = position;
      while (position < end) {
        fill(buffer);
        check.update(buffer);
      }
      position = begin;
      if (check.value() != wanted) {
        throw damaged();
      }
    }

    boolean advance() throws IOException {
      if (!buffer.hasRemaining()) {
        if (position >= end) {
          return false;
        }
        fill(buffer);
      }
      for (int c = 0; c < row.length; c++) {
        row[c] = buffer.getLong();
      }
      return true;
    }

    /// Fills a buffer, at the end with what is left.
    private void fill(ByteBuffer target) throws IOException {
      target.clear().limit((int) Math.min(target.capacity(), end - position));
      while (target.hasRemaining()) {
        int read = channel.read(target, position);
        if (read < 0) {
          throw damaged();
        }
        position += read;
      }
      target.flip();
    }

    private ArtifactException damaged() {
      return RowWriter.damaged(file);
    }
  }
}
