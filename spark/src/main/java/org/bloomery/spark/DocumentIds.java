package org.bloomery.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The ids of the documents that each unit kept, found by address: the file `ids.bin` of a unit
/// holds the number of documents, where each id ends, and the ids in UTF-8.
///
/// An address is the number of the unit in the upper 32 bits, and the number of the document in it.
final class DocumentIds implements AutoCloseable {
  private static final String NAME = "ids.bin";

  private final WorkFolder work;
  private final Map<Integer, FileChannel> open = new HashMap<>();

  DocumentIds(WorkFolder work) {
    this.work = work;
  }

  static long address(int unit, int document) {
    return ((long) unit << 32) | document;
  }

  static int unit(long address) {
    return (int) (address >>> 32);
  }

  static int document(long address) {
    return (int) address;
  }

  /// How many documents a finished unit kept.
  static int count(WorkFolder work, int unit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(work.unit(unit).resolve(NAME), StandardOpenOption.READ)) {
      return read(channel, 0, Integer.BYTES).getInt();
    }
  }

  /// The id of the document at an address.
  String id(long address) throws IOException {
    FileChannel channel = open.get(unit(address));
    if (channel == null) {
      Path file = work.unit(unit(address)).resolve(NAME);
      channel = FileChannel.open(file, StandardOpenOption.READ);
      open.put(unit(address), channel);
    }
    int count = read(channel, 0, Integer.BYTES).getInt();
    int document = document(address);
    int start =
        document == 0 ? 0 : read(channel, (long) Integer.BYTES * document, Integer.BYTES).getInt();
    int end = read(channel, Integer.BYTES * (document + 1L), Integer.BYTES).getInt();
    ByteBuffer id = read(channel, Integer.BYTES * (count + 1L) + start, end - start);
    return StandardCharsets.UTF_8.decode(id).toString();
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    long position = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position);
      if (read < 0) {
        throw new IOException("a list of document ids is cut short");
      }
      position += read;
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
  }

  /// Collects the ids of one unit.
  static final class Writer {
    private final ByteArrayOutputStream ids = new ByteArrayOutputStream();
    private int[] ends = new int[64];
    private int count;

    void add(String id) {
      ids.writeBytes(id.getBytes(StandardCharsets.UTF_8));
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * count);
      }
      ends[count++] = ids.size();
    }

    void write(Path unit) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate((count + 1) * Integer.BYTES + ids.size());
      buffer.putInt(count);
      for (int i = 0; i < count; i++) {
        buffer.putInt(ends[i]);
      }
      buffer.put(ids.toByteArray());
      Files.write(unit.resolve(NAME), buffer.array());
    }
  }
}
