package org.bloomery.train.data;

import java.io.IOException;
import java.nio.file.Path;
import org.bloomery.artifact.shard.ShardWriter;

/// Writes small shards for tests.
public final class WrittenShard {
  private WrittenShard() {}

  /// Writes `prefix.bin` and `prefix.idx` with 16-bit ids.
  public static void write(Path prefix, ListedTokens set) throws IOException {
    try (ShardWriter writer = new ShardWriter(prefix, 1000)) {
      for (int[] tokens : set.list()) {
        writer.add(tokens);
      }
      writer.finish();
    }
  }
}
