package org.bloomery.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.shard.ShardReader;

/// The sequences of a shard, which are the documents of Megatron-LM's `GPTDataset`. Every id that
/// is read is compared with the vocabulary: one beyond it would read past the embeddings.
public final class ShardTokens implements TokenSet, AutoCloseable {
  private static final int SAMPLED_SEQUENCES = 4096;
  private static final int SAMPLED_TOKENS = 1024;

  private final ShardReader shard;
  private final List<FileStamp> files;
  private final int vocabulary;

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
  ///
  /// @param vocabulary one more than the largest id
  public ShardTokens(Path prefix, int vocabulary) {
    this.shard = new ShardReader(prefix);
    this.files =
        Stream.of(".idx", ".bin")
            .map(suffix -> FileStamp.of(prefix.resolveSibling(prefix.getFileName() + suffix)))
            .toList();
    this.vocabulary = vocabulary;
  }

  /// Reads some tokens from all over the shard, so that one made with another tokenizer is refused
  /// before hours have been spent.
  public void checkSome() {
    int stride = Math.max(1, shard.sequences() / SAMPLED_SEQUENCES);
    int[] tokens = new int[SAMPLED_TOKENS];
    for (long s = 0; s < shard.sequences(); s += stride) {
      read((int) s, 0, Math.min(SAMPLED_TOKENS, length((int) s)), tokens, 0);
    }
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
    return shard.tokens();
  }

  @Override
  public void read(int document, int offset, int count, int[] target, int position) {
    try {
      shard.read(document, offset, count, target, position);
    } catch (InternalError e) { // so Java reports a map whose file was cut short meanwhile
      requireUnchanged();
      throw e;
    }
    for (int i = position; i < position + count; i++) {
      if (target[i] < 0 || target[i] >= vocabulary) {
        requireUnchanged();
        throw new InputException(
            "%s has the token id %d in sequence %d, but the tokenizer has %d ids (0 to %d); tokenize that text with the tokenizer of this run"
                .formatted(shard.prefix(), target[i], document, vocabulary, vocabulary - 1));
      }
    }
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
