package org.bloomery.artifact.shard;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;

/// Reads a shard through a memory map: any document, any range of it. Safe for several threads.
/// Shards of other writers are read too; a sequence counts as a document then.
public final class ShardReader implements AutoCloseable {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment data;
  private final ElementType type;
  private final int[] lengths;
  private final long[] offsets;

  /// Opens `prefix.idx` and `prefix.bin`, and checks that they fit each other.
  public ShardReader(Path prefix) {
    Path index = prefix.resolveSibling(prefix.getFileName() + ".idx");
    Path bin = prefix.resolveSibling(prefix.getFileName() + ".bin");
    ByteBuffer bytes = ByteBuffer.wrap(readAll(index)).order(ByteOrder.LITTLE_ENDIAN);
    require(bytes.remaining() >= ShardWriter.HEADER_BYTES, index, "is cut short");
    byte[] magic = new byte[ShardWriter.MAGIC.length];
    bytes.get(magic);
    require(Arrays.equals(magic, ShardWriter.MAGIC), index, "does not begin as an index does");
    long version = bytes.getLong();
    require(version == 1, index, "has version " + version + " where 1 is known");
    type = type(bytes.get(), index);
    long sequences = bytes.getLong();
    long entries = bytes.getLong();
    boolean whole =
        sequences >= 0
            && entries >= 0
            && sequences <= bytes.capacity()
            && entries <= bytes.capacity()
            && bytes.remaining() == 12 * sequences + 8 * entries;
    require(whole, index, "is cut short or grown");
    lengths = new int[(int) sequences];
    offsets = new long[(int) sequences];
    bytes.asIntBuffer().get(lengths);
    bytes.position(bytes.position() + 4 * lengths.length);
    bytes.asLongBuffer().get(offsets);
    data = map(bin);
    for (int d = 0; d < lengths.length; d++) {
      boolean inside =
          lengths[d] >= 0
              && offsets[d] >= 0
              && offsets[d] + (long) lengths[d] * type.bytes() <= data.byteSize();
      require(inside, bin, "ends before document " + d + " that its index names");
    }
  }

  private static byte[] readAll(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private MemorySegment map(Path bin) {
    try (FileChannel channel = FileChannel.open(bin, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      arena.close();
      throw new ResourceException(bin + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ElementType type(int code, Path index) {
    for (ElementType type : ElementType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw new ArtifactException(
        index + " has the element type " + code + "; 4 (int32) and 8 (uint16) are known");
  }

  private void require(boolean holds, Path file, String problem) {
    if (!holds) {
      arena.close();
      throw new ArtifactException(file + " " + problem + "; make it again with `bloomery pack`");
    }
  }

  public ElementType type() {
    return type;
  }

  public int documents() {
    return lengths.length;
  }

  /// Tokens of a document.
  public int length(int document) {
    return lengths[document];
  }

  /// Tokens of all documents.
  public long tokens() {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  /// All ids of a document.
  public int[] read(int document) {
    int[] ids = new int[lengths[document]];
    read(document, 0, ids.length, ids, 0);
    return ids;
  }

  /// Copies a range of a document's ids into an array.
  public void read(int document, int from, int count, int[] target, int position) {
    java.util.Objects.checkFromIndexSize(from, count, lengths[document]);
    long at = offsets[document] + (long) from * type.bytes();
    for (int i = 0; i < count; i++, at += type.bytes()) {
      target[position + i] =
          switch (type) {
            case UINT16 -> Short.toUnsignedInt(data.get(SHORT, at));
            case INT32 -> data.get(INT, at);
          };
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
