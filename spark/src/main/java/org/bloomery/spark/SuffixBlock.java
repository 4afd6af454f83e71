package org.bloomery.spark;

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
import java.util.Locale;
import java.util.zip.CRC32C;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.spark.sorted.RowWriter;

/// Sorted suffixes of a block of text, on disk and mapped: `NNNNN.text` holds the bytes,
/// `NNNNN.order` the positions as 32-bit numbers, `NNNNN.docs` for each document its address and
/// where it begins, and at its end the CRC-32C of each of the three.
final class SuffixBlock {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int CHUNK_LONGS = 1 << 13;
  private static final long CHECKED_BYTES = 1 << 20;

  /// At the end of the documents: of the text, the order, and the documents with these two.
  private static final int CHECKS = 3;

  private final MemorySegment text;
  private final MemorySegment order;
  private final long[] addresses;
  private final long[] starts;
  private final int depth;
  private final long count;
  private long next;
  private int position;

  /// Maps a block; its order is read from the beginning.
  ///
  /// @param depth bytes by which suffixes were sorted
  SuffixBlock(Path folder, int number, int depth, Arena arena) throws IOException {
    this.depth = depth;
    text = map(file(folder, number, "text"), arena);
    order = map(file(folder, number, "order"), arena);
    count = order.byteSize() / Integer.BYTES;
    Path list = done(folder, number);
    ByteBuffer documents = ByteBuffer.wrap(Files.readAllBytes(list));
    int end = documents.capacity() - CHECKS * Long.BYTES;
    if (end < 0
        || documents.getLong(end + 2 * Long.BYTES)
            != check(MemorySegment.ofBuffer(documents).asSlice(0, end + 2L * Long.BYTES))) {
      throw RowWriter.damaged(list);
    }
    if (documents.getLong(end) != check(text)) {
      throw RowWriter.damaged(file(folder, number, "text"));
    }
    if (documents.getLong(end + Long.BYTES) != check(order)) {
      throw RowWriter.damaged(file(folder, number, "order"));
    }
    addresses = new long[end / (2 * Long.BYTES)];
    starts = new long[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = documents.getLong();
      starts[i] = documents.getLong();
    }
  }

  private static long check(MemorySegment bytes) {
    CRC32C check = new CRC32C();
    for (long from = 0; from < bytes.byteSize(); from += CHECKED_BYTES) {
      long size = Math.min(CHECKED_BYTES, bytes.byteSize() - from);
      check.update(bytes.asSlice(from, size).asByteBuffer());
    }
    return check.getValue();
  }

  private static Path file(Path folder, int number, String kind) {
    return folder.resolve(String.format(Locale.ROOT, "%05d.%s", number, kind));
  }

  /// Written last.
  static Path done(Path folder, int number) {
    return file(folder, number, "docs");
  }

  static void write(Path folder, int number, byte[] text, int[] order, long[] documents)
      throws IOException {
    move(folder, file(folder, number, "text"), ByteBuffer.wrap(text));
    Path own = Files.createTempFile(folder, "order", ".tmp");
    CRC32C orderCheck = new CRC32C();
    try (FileChannel out = FileChannel.open(own, StandardOpenOption.WRITE)) {
      for (int from = 0; from < order.length; from += CHUNK_LONGS) {
        int to = Math.min(order.length, from + CHUNK_LONGS);
        ByteBuffer chunk = ByteBuffer.allocate((to - from) * Integer.BYTES);
        chunk.asIntBuffer().put(order, from, to - from);
        orderCheck.update(chunk.duplicate());
        write(out, chunk);
      }
    }
    AtomicFiles.move(own, file(folder, number, "order"));
    ByteBuffer packed = ByteBuffer.allocate((documents.length + CHECKS) * Long.BYTES);
    packed.asLongBuffer().put(documents);
    int end = documents.length * Long.BYTES;
    packed.putLong(end, check(MemorySegment.ofArray(text)));
    packed.putLong(end + Long.BYTES, orderCheck.getValue());
    packed.putLong(
        end + 2 * Long.BYTES,
        check(MemorySegment.ofBuffer(packed).asSlice(0, end + 2L * Long.BYTES)));
    move(folder, done(folder, number), packed);
  }

  private static void move(Path folder, Path target, ByteBuffer bytes) throws IOException {
    Path own = Files.createTempFile(folder, "block", ".tmp");
    try (FileChannel out = FileChannel.open(own, StandardOpenOption.WRITE)) {
      write(out, bytes);
    }
    AtomicFiles.move(own, target);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /// Goes to the next suffix.
  ///
  /// @return false at the end
  boolean advance() {
    if (next == count) {
      return false;
    }
    position = order.get(INT, Integer.BYTES * next++);
    return true;
  }

  /// The suffix that the block stands at, to compare others with after the block went on.
  int position() {
    return position;
  }

  /// Compares the suffix that this block stands at with one of another, by their first bytes.
  int compare(SuffixBlock other, int otherPosition) {
    long different =
        MemorySegment.mismatch(
            text,
            position,
            (long) position + depth,
            other.text,
            otherPosition,
            (long) otherPosition + depth);
    return different < 0
        ? 0
        : Integer.compare(
            text.get(ValueLayout.JAVA_BYTE, position + different) & 0xFF,
            other.text.get(ValueLayout.JAVA_BYTE, otherPosition + different) & 0xFF);
  }

  /// The number, in the block, of the document with a position.
  int document(int at) {
    int found = Arrays.binarySearch(starts, at);
    int document = found >= 0 ? found : -found - 2;
    // Documents without text begin where the next one does; the last of them has the position.
    while (document + 1 < starts.length && starts[document + 1] == starts[document]) {
      document++;
    }
    return document;
  }

  long address(int document) {
    return addresses[document];
  }

  int offset(int at, int document) {
    return (int) (at - starts[document]);
  }
}
