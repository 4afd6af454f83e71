package org.bloomery.train.data;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bloomery.artifact.ArtifactException;

/// A Megatron-LM indexed dataset (`NAME.bin`, `NAME.idx`), memory-mapped.
///
/// The index, little-endian: magic `MMIDIDX\0\0`, u64 version 1, u8 element type (4 int32, 8
/// uint16), u64 sequences, u64 document entries, i32 lengths, i64 byte offsets, i64 document starts
/// (megatron/core/datasets/indexed_dataset.py). A sequence is a document here.
public final class ShardTokens implements TokenSet, Closeable {
  private static final byte[] MAGIC = "MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 8 + 1 + 8 + 8;
  private static final int INT32 = 4;
  private static final int UINT16 = 8;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final MemorySegment data;
  private final int elementBytes;
  private final int[] lengths;
  private final long[] offsets;
  private final long tokens;

  private ShardTokens(
      Arena arena, MemorySegment data, int elementBytes, int[] lengths, long[] offsets) {
    this.arena = arena;
    this.data = data;
    this.elementBytes = elementBytes;
    this.lengths = lengths;
    this.offsets = offsets;
    this.tokens = Arrays.stream(lengths).asLongStream().sum();
  }

  /// Opens `prefix.idx` and `prefix.bin`.
  ///
  /// @throws ArtifactException when the index is not one, or the two do not fit each other
  public static ShardTokens open(Path prefix) throws IOException {
    Path index = prefix.resolveSibling(prefix.getFileName() + ".idx");
    Path bin = prefix.resolveSibling(prefix.getFileName() + ".bin");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(index)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    require(bytes.remaining() >= HEADER_BYTES, index, "is cut short");
    bytes.get(magic);
    require(Arrays.equals(magic, MAGIC), index, "does not begin as an index does");
    long version = bytes.getLong();
    require(version == 1, index, "has version " + version + " where 1 is known");
    int type = bytes.get();
    require(type == INT32 || type == UINT16, index, "has the element type " + type);
    int sequences = Math.toIntExact(bytes.getLong());
    int entries = Math.toIntExact(bytes.getLong());
    long rest = 12L * sequences + 8L * entries;
    require(bytes.remaining() == rest, index, "is cut short or grown");
    int[] lengths = new int[sequences];
    long[] offsets = new long[sequences];
    bytes.asIntBuffer().get(lengths);
    bytes.position(bytes.position() + 4 * sequences);
    bytes.asLongBuffer().get(offsets);
    int elementBytes = type == INT32 ? Integer.BYTES : Short.BYTES;
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(bin, StandardOpenOption.READ)) {
      long size = channel.size();
      for (int s = 0; s < sequences; s++) {
        boolean inside =
            offsets[s] >= 0
                && lengths[s] >= 0
                && offsets[s] + (long) lengths[s] * elementBytes <= size;
        require(inside, index, "places sequence %d outside %s".formatted(s, bin));
      }
      MemorySegment data = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return new ShardTokens(arena, data, elementBytes, lengths, offsets);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static void require(boolean holds, Path file, String problem) {
    if (!holds) {
      throw new ArtifactException(
          file + " " + problem + "; make it again with `bloomery pack` (delete the folder first)");
    }
  }

  @Override
  public int documents() {
    return lengths.length;
  }

  @Override
  public int length(int document) {
    return lengths[document];
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public void read(int document, int offset, int count, int[] target, int position) {
    long at = offsets[document] + (long) offset * elementBytes;
    for (int i = 0; i < count; i++, at += elementBytes) {
      target[position + i] =
          elementBytes == Short.BYTES
              ? Short.toUnsignedInt(data.get(SHORT, at))
              : data.get(INT, at);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
