package org.bloomery.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes small Megatron shards for tests.
public final class WrittenShard {
  private WrittenShard() {}

  /// Writes `prefix.bin` and `prefix.idx` with 16-bit ids.
  public static void write(Path prefix, ListedTokens set) throws IOException {
    ByteBuffer bin = ByteBuffer.allocate((int) set.tokens() * 2).order(ByteOrder.LITTLE_ENDIAN);
    int documents = set.documents();
    ByteBuffer index =
        ByteBuffer.allocate(34 + 12 * documents + 8 * (documents + 1))
            .order(ByteOrder.LITTLE_ENDIAN);
    index.put("MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII));
    index.putLong(1).put((byte) 8).putLong(documents).putLong(documents + 1);
    set.list().forEach(tokens -> index.putInt(tokens.length));
    for (int[] tokens : set.list()) {
      index.putLong(bin.position());
      for (int token : tokens) {
        bin.putShort((short) token);
      }
    }
    for (long d = 0; d <= documents; d++) {
      index.putLong(d);
    }
    Files.write(prefix.resolveSibling(prefix.getFileName() + ".bin"), bin.array());
    Files.write(prefix.resolveSibling(prefix.getFileName() + ".idx"), index.array());
  }
}
