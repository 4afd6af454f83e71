package org.bloomery.spark.sorted;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The check of the rows of one partition in one file: a CRC-32C (RFC 3720) over the number of the
/// partition, where its rows begin and end, and the rows. A wrong bound is found like a wrong row.
public final class RowCheck {
  private static final int CHUNK_LONGS = 1 << 10;

  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_LONGS * Long.BYTES);

  /// @param first number of the first row in the file
  /// @param end number of the row after the last
  RowCheck(int partition, long first, long end) {
    update(new long[] {partition, first, end}, 0, 3);
  }

  private RowCheck() {}

  /// The CRC-32C of some numbers, for files of other kinds.
  public static long of(long[] values, int from, int to) {
    RowCheck check = new RowCheck();
    check.update(values, from, to);
    return check.value();
  }

  void update(long[] values, int from, int to) {
    for (int at = from; at < to; ) {
      chunk.clear();
      while (at < to && chunk.hasRemaining()) {
        chunk.putLong(values[at++]);
      }
      update(chunk.flip());
    }
  }

  /// Takes all that remains of a buffer.
  void update(ByteBuffer bytes) {
    checksum.update(bytes);
  }

  long value() {
    return checksum.getValue();
  }
}
