package org.bloomery.artifact.shard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes `NAME.bin` and, at the end, `NAME.idx`. Without [#finish] there is no index, and so no
/// shard. Not safe for several threads.
public final class ShardWriter implements AutoCloseable {
  static final byte[] MAGIC = "MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII);
  static final int HEADER_BYTES = MAGIC.length + 8 + 1 + 8 + 8;
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path index;
  private final ElementType type;
  private final OutputStream bin;
  private int[] lengths = new int[1024];
  private int documents;
  private long tokens;

  /// Starts a shard.
  ///
  /// @param prefix path without `.bin` and `.idx`
  public ShardWriter(Path prefix, int vocabularySize) throws IOException {
    index = prefix.resolveSibling(prefix.getFileName() + ".idx");
    type = ElementType.forVocabulary(vocabularySize);
    Path data = prefix.resolveSibling(prefix.getFileName() + ".bin");
    bin = new BufferedOutputStream(Files.newOutputStream(data), BUFFER_BYTES);
  }

  /// Appends a document with the ids that it ends with.
  public void add(int[] ids) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(ids.length, type.bytes())];
    ByteBuffer buffer = littleEndian(bytes);
    for (int id : ids) {
      type.put(buffer, id);
    }
    bin.write(bytes);
    if (documents == lengths.length) {
      lengths = Arrays.copyOf(lengths, Math.multiplyExact(documents, 2));
    }
    lengths[documents++] = ids.length;
    tokens += ids.length;
  }

  public int documents() {
    return documents;
  }

  /// Tokens so far; also the token offset of the next document.
  public long tokens() {
    return tokens;
  }

  public ElementType type() {
    return type;
  }

  /// Writes the index.
  public void finish() throws IOException {
    bin.flush();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(index), BUFFER_BYTES)) {
      byte[] header = new byte[HEADER_BYTES];
      littleEndian(header)
          .put(MAGIC)
          .putLong(1)
          .put((byte) type.code())
          .putLong(documents)
          .putLong(documents + 1L);
      out.write(header);
      byte[] lengthBytes = new byte[Math.multiplyExact(documents, 4)];
      littleEndian(lengthBytes).asIntBuffer().put(lengths, 0, documents);
      out.write(lengthBytes);
      long offset = 0;
      for (int d = 0; d < documents; d++) {
        writeLong(out, offset);
        offset += (long) lengths[d] * type.bytes();
      }
      for (long d = 0; d <= documents; d++) {
        writeLong(out, d);
      }
    }
  }

  private static void writeLong(OutputStream out, long value) throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    littleEndian(bytes).putLong(value);
    out.write(bytes);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    bin.close();
  }
}
