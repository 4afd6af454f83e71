package org.bloomery.train.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;

/// A file of JSON lines that a resumed run cuts back to its checkpoint, so that in the end it is
/// byte for byte the log of a run that was never interrupted.
public final class StepLog implements Closeable {
  private final FileChannel channel;
  private long length;

  private StepLog(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  /// Opens `file` and drops what follows its first `length` bytes.
  public static StepLog open(Path file, long length) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.size() < length) {
      long found = channel.size();
      channel.close();
      throw new ArtifactException(
          "%s has %,d bytes, fewer than the %,d that the checkpoint states; delete the checkpoints beside it to train from the start"
              .formatted(file, found, length));
    }
    channel.truncate(length);
    channel.position(length);
    return new StepLog(channel, length);
  }

  /// Appends one record as a line.
  public void add(Object line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    length += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Forces the lines to the disk.
  ///
  /// @return bytes so far, for the checkpoint
  public long force() throws IOException {
    channel.force(true);
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
