package org.bloomery.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.shard.ShardReader;

/// The sequences of a shard, which are the documents of Megatron-LM's `GPTDataset`.
public final class ShardTokens implements TokenSet, AutoCloseable {
  private final ShardReader shard;
  private final long tokens;
  private final List<FileStamp> files;

  /// A file as it was when it was opened.
  private record FileStamp(Path file, long bytes, FileTime modified) {
    static FileStamp of(Path file) {
      try {
        return new FileStamp(file, Files.size(file), Files.getLastModifiedTime(file));
      } catch (IOException e) {
        throw new ArtifactException(file + " is gone while it is read: " + e.getMessage(), e);
      }
    }
  }

  /// Opens `prefix.idx` and `prefix.bin`.
  public ShardTokens(Path prefix) {
    this.shard = new ShardReader(prefix);
    this.tokens = shard.tokens();
    this.files =
        Stream.of(".idx", ".bin")
            .map(suffix -> FileStamp.of(prefix.resolveSibling(prefix.getFileName() + suffix)))
            .toList();
  }

  @Override
  public int documents() {
    return shard.sequences();
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
  public void requireUnchanged() {
    for (FileStamp then : files) {
      if (!FileStamp.of(then.file).equals(then)) {
        throw new ArtifactException(
            then.file
                + " has changed while training reads it; what was saved up to now is kept: put the file back and give the same command again");
      }
    }
  }

  @Override
  public void close() {
    shard.close();
  }
}
