package org.bloomery.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bloomery.train.checkpoint.CheckpointStore.Retention;

/// A process that does nothing but save, until it is killed: it goes on from the newest checkpoint
/// below its only argument, and says each step that is promised not to be lost.
final class SavingProcess {
  private static final int BYTES = 1 << 21;

  private SavingProcess() {}

  public static void main(String[] arguments) throws IOException {
    CheckpointStore store = new CheckpointStore(Path.of(arguments[0]), System.err::println);
    long step = store.newest().map(CheckpointStore.Checkpoint::step).orElse(0L);
    while (true) {
      long next = ++step;
      store.write(
          next,
          into -> {
            write(into.resolve("weights"), next);
            write(into.resolve("optimiser"), -next);
          },
          new Retention(2, 0, 0));
      store.await();
      System.out.println(next);
    }
  }

  /// In pieces, so that a kill can come between them.
  private static void write(Path file, long content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      while (piece.hasRemaining()) {
        piece.putLong(content);
      }
      for (int written = 0; written < BYTES; written += piece.capacity()) {
        channel.write(piece.rewind());
      }
    }
  }
}
