package org.bloomery.train.data;

import java.nio.file.Path;
import org.bloomery.artifact.shard.ShardReader;

/// The documents of a shard.
public final class ShardTokens implements TokenSet, AutoCloseable {
  private final ShardReader shard;
  private final long tokens;

  /// Opens `prefix.idx` and `prefix.bin`.
  public ShardTokens(Path prefix) {
    this.shard = new ShardReader(prefix);
    this.tokens = shard.tokens();
  }

  @Override
  public int documents() {
    return shard.documents();
  }

  @Override
  public int length(int document) {
    return shard.length(document);
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public void read(int document, int offset, int count, int[] target, int position) {
    shard.read(document, offset, count, target, position);
  }

  @Override
  public void close() {
    shard.close();
  }
}
