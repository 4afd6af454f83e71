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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.spark.sorted.RowCheck;
import org.bloomery.spark.sorted.RowWriter;

/// What the documents of a unit are compared by: for each the keys and their check, the length of
/// its evidence, the evidence and the check of both, as 64-bit numbers. Found by the place at which
/// it begins.
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
      long begun = place;
      put(keys);
      long[] counted = new long[evidence.length + 1];
      counted[0] = evidence.length;
      System.arraycopy(evidence, 0, counted, 1, evidence.length);
      put(counted);
      return begun;
    }

    private void put(long[] values) throws IOException {
      for (long value : values) {
        out.writeLong(value);
      }
      out.writeLong(RowCheck.of(values, 0, values.length));
      place += (values.length + 1L) * Long.BYTES;
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
      return checked(address, place, keyCount);
    }

    long[] evidence(long address, long place) {
      long[] known = atHand.get(address);
      if (known != null) {
        return known;
      }
      try {
        long start = place + (keyCount + 1L) * Long.BYTES;
        long stated = read(address, start, 1)[0];
        if (stated < 0 || stated > Integer.MAX_VALUE - 16) {
          throw damaged(address);
        }
        int length = (int) stated;
        long[] counted = checked(address, start, length + 1);
        long[] evidence = Arrays.copyOfRange(counted, 1, counted.length);
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

    /// Numbers that their check follows.
    private long[] checked(long address, long place, int count) throws IOException {
      long[] values = read(address, place, count + 1);
      if (RowCheck.of(values, 0, count) != values[count]) {
        throw damaged(address);
      }
      return Arrays.copyOf(values, count);
    }

    private long[] read(long address, long place, int count) throws IOException {
      FileChannel channel = open.get(DocumentIds.unit(address));
      if (channel == null) {
        Path file = of(folder, DocumentIds.unit(address));
        channel = FileChannel.open(file, StandardOpenOption.READ);
        open.put(DocumentIds.unit(address), channel);
      }
      if (place < 0 || place + (long) count * Long.BYTES > channel.size()) {
        throw damaged(address);
      }
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(count, Long.BYTES));
      for (long at = place; buffer.hasRemaining(); ) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          throw damaged(address);
        }
        at += read;
      }
      long[] values = new long[count];
      buffer.flip().asLongBuffer().get(values);
      return values;
    }

    private ArtifactException damaged(long address) {
      return RowWriter.damaged(of(folder, DocumentIds.unit(address)));
    }

    @Override
    public void close() throws IOException {
      for (FileChannel channel : open.values()) {
        channel.close();
      }
    }
  }
}
