package org.bloomery.artifact.shard;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;

/// Reads a shard through memory maps: any sequence, any range of it. Safe for several threads.
///
/// Shards of any producer are read. Where a document has several sequences, each counts by itself,
/// as it does for Megatron's `GPTDataset`.
public final class ShardReader implements AutoCloseable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int OLD_MAGIC_BYTES =
      6; // "TNTIDX", of fairseq's and Megatron's first format

  private final Arena arena = Arena.ofShared();
  private final Path prefix;
  private final MemorySegment index;
  private final MemorySegment data;
  private final ElementType type;
  private final int sequences;
  private final int documents;
  private final long tokens;
  private final long offsetsAt;

  /// Opens `prefix.idx` and `prefix.bin`, and checks that they fit each other.
  public ShardReader(Path prefix) {
    this.prefix = prefix;
    Path indexFile = prefix.resolveSibling(prefix.getFileName() + ".idx");
    Path bin = prefix.resolveSibling(prefix.getFileName() + ".bin");
    try {
      index = map(indexFile);
      type = readType(indexFile);
      long count = index.get(LONG, ShardWriter.MAGIC.length + 9);
      long entries = index.get(LONG, ShardWriter.MAGIC.length + 17);
      checkSize(indexFile, count, entries);
      sequences = (int) count;
      documents = (int) Math.max(0, entries - 1);
      offsetsAt = ShardWriter.HEADER_BYTES + 4L * sequences;
      checkDocuments(indexFile, entries);
      data = map(bin);
      tokens = checkSequences(bin);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private MemorySegment map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private ElementType readType(Path file) {
    require(index.byteSize() >= OLD_MAGIC_BYTES, file, "is cut short");
    byte[] magic =
        index
            .asSlice(0, Math.min(ShardWriter.MAGIC.length, index.byteSize()))
            .toArray(ValueLayout.JAVA_BYTE);
    require(
        !new String(magic, 0, OLD_MAGIC_BYTES, java.nio.charset.StandardCharsets.ISO_8859_1)
            .equals("TNTIDX"),
        file,
        "has the old format TNTIDX, from before memory-mapped shards (MMIDIDX)");
    require(index.byteSize() >= ShardWriter.HEADER_BYTES, file, "is cut short");
    require(Arrays.equals(magic, ShardWriter.MAGIC), file, "does not begin as an index does");
    long version = index.get(LONG, magic.length);
    require(version == 1, file, "has version " + version + " where 1 is known");
    int code = index.get(ValueLayout.JAVA_BYTE, magic.length + 8L);
    require(
        code != 6 && code != 7,
        file,
        "says that its elements are floating-point numbers (type " + code + "), which are no ids");
    return Arrays.stream(ElementType.values())
        .filter(known -> known.code() == code)
        .findFirst()
        .orElseThrow(() ->
            refusal(file, "has the element type " + code + ", which is none of 1 to 5 and 8"));
  }

  /// A multimodal producer appends a byte a sequence, its mode; 0 is text.
  private void checkSize(Path file, long count, long entries) {
    long rest = index.byteSize() - ShardWriter.HEADER_BYTES;
    boolean bounded = count >= 0 && entries >= 0 && count <= rest && entries <= rest;
    long needed = 12 * count + 8 * entries;
    boolean modes = bounded && count > 0 && rest == needed + count;
    require(bounded && (rest == needed || modes), file, "is cut short or grown");
    require(
        count < Integer.MAX_VALUE - 8 && entries < Integer.MAX_VALUE - 8,
        file,
        "names more than 2^31 sequences");
    for (long s = 0; modes && s < count; s++) {
      int mode = index.get(ValueLayout.JAVA_BYTE, ShardWriter.HEADER_BYTES + needed + s);
      require(
          mode == 0,
          file,
          "is multimodal: sequence " + s + " has the mode " + mode + ", and only text (0) is read");
    }
  }

  /// Nothing here uses where documents begin, but an index whose parts contradict each other is not
  /// what its producer wrote.
  private void checkDocuments(Path file, long entries) {
    long at = offsetsAt + 8L * sequences;
    long before = 0;
    for (long d = 0; d < entries; d++) {
      long first = index.get(LONG, at + 8 * d);
      require(
          first >= before && first <= sequences,
          file,
          "lets document " + d + " begin at sequence " + first);
      before = first;
    }
  }

  /// Sums up the lengths.
  private long checkSequences(Path bin) {
    long sum = 0;
    for (int s = 0; s < sequences; s++) {
      long length = length(s);
      long offset = offset(s);
      long room = data.byteSize() - length * type.bytes();
      require(
          length >= 0 && offset >= 0 && offset <= room,
          bin,
          "ends before sequence " + s + " that its index names");
      sum += length;
    }
    return sum;
  }

  private static void require(boolean holds, Path file, String problem) {
    if (!holds) {
      throw refusal(file, problem);
    }
  }

  private static ArtifactException refusal(Path file, String problem) {
    return new ArtifactException(
        file + " " + problem + "; make it again with `bloomery pack` or the program that wrote it");
  }

  /// Path without `.bin` and `.idx`.
  public Path prefix() {
    return prefix;
  }

  public ElementType type() {
    return type;
  }

  /// Sequences, which are documents for most producers, and for ours.
  public int sequences() {
    return sequences;
  }

  /// Documents, each of one sequence or more.
  public int documents() {
    return documents;
  }

  /// Tokens of a sequence.
  public int length(int sequence) {
    return index.get(INT, ShardWriter.HEADER_BYTES + 4L * sequence);
  }

  private long offset(int sequence) {
    return index.get(LONG, offsetsAt + 8L * sequence);
  }

  /// Tokens of all sequences.
  public long tokens() {
    return tokens;
  }

  /// All ids of a sequence.
  public int[] read(int sequence) {
    int[] ids = new int[length(sequence)];
    read(sequence, 0, ids.length, ids, 0);
    return ids;
  }

  /// Copies a range of a sequence's ids into an array.
  public void read(int sequence, int from, int count, int[] target, int position) {
    Objects.checkFromIndexSize(from, count, length(Objects.checkIndex(sequence, sequences)));
    long at = offset(sequence) + (long) from * type.bytes();
    for (int i = 0; i < count; i++, at += type.bytes()) {
      target[position + i] = type.get(data, at);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
