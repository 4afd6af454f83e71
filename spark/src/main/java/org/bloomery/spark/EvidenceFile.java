package org.bloomery.spark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What the documents of a unit are compared by: for each the keys, the length of its evidence, and
/// the evidence, as 64-bit numbers. Found by the place at which it begins.
final class EvidenceFile {
  private EvidenceFile() {}

  static Path of(Path folder, int unit) {
    return folder.resolve(String.format(Locale.ROOT, "%05d.bin", unit));
  }

  /// Appends documents.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;
    private long place;

    Writer(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /// Appends a document and gives its place.
    long write(long[] keys, long[] evidence) throws IOException {
      for (long key : keys) {
        out.writeLong(key);
      }
      out.writeLong(evidence.length);
      for (long value : evidence) {
        out.writeLong(value);
      }
      long begun = place;
      place += (keys.length + 1L + evidence.length) * Long.BYTES;
      return begun;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Reads documents of all units. What was read stays at hand up to a bound, because a keeper is
  /// asked for many times.
  static final class Reader implements AutoCloseable {
    private static final long MOST_LONGS_AT_HAND = 8 << 20;

    private final Path folder;
    private final int keyCount;
    private final Map<Integer, FileChannel> open = new HashMap<>();
    private final Map<Long, long[]> atHand = new HashMap<>();
    private long longsAtHand;

    Reader(Path folder, int keyCount) {
      this.folder = folder;
      this.keyCount = keyCount;
    }

    long[] keys(long address, long place) throws IOException {
      return read(address, place, keyCount);
    }

    long[] evidence(long address, long place) {
      long[] known = atHand.get(address);
      if (known != null) {
        return known;
      }
      try {
        long start = place + (long) keyCount * Long.BYTES;
        int length = (int) read(address, start, 1)[0];
        long[] evidence = read(address, start + Long.BYTES, length);
        if (longsAtHand + length > MOST_LONGS_AT_HAND) {
          forget();
        }
        longsAtHand += length;
        atHand.put(address, evidence);
        return evidence;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void forget() {
      atHand.clear();
      longsAtHand = 0;
    }

    private long[] read(long address, long place, int count) throws IOException {
      FileChannel channel = open.get(DocumentIds.unit(address));
      if (channel == null) {
        Path file = of(folder, DocumentIds.unit(address));
        channel = FileChannel.open(file, StandardOpenOption.READ);
        open.put(DocumentIds.unit(address), channel);
      }
      ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES);
      for (long at = place; buffer.hasRemaining(); ) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          throw new IOException("the evidence of unit " + DocumentIds.unit(address) + " is cut");
        }
        at += read;
      }
      long[] values = new long[count];
      buffer.flip().asLongBuffer().get(values);
      return values;
    }

    @Override
    public void close() throws IOException {
      for (FileChannel channel : open.values()) {
        channel.close();
      }
    }
  }
}
