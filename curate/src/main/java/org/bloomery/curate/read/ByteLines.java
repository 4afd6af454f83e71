package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Splits bytes into lines at line feeds and remembers where each one lay. A carriage return before
/// the line feed and a byte order mark at the start belong to no line.
public final class ByteLines {
  /// Longer lines are cut out and reported, so that a file without line feeds cannot fill memory.
  public static final int MAXIMUM_BYTES = 64 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long offset;
  private long start;
  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean tooLong;

  /// @param in unpacked; closing it is the caller's
  public ByteLines(InputStream in) {
    this.in = in;
  }

  /// The bytes of the next line, or null at the end. A line that is too long comes as empty.
  public byte @Nullable [] next() throws IOException {
    start = offset;
    length = 0;
    tooLong = false;
    boolean any = false;
    while (next < end || fill()) {
      any = true;
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      append(stop - next);
      offset += stop - next;
      next = stop;
      if (stop < end) {
        next++;
        offset++;
        break;
      }
    }
    return any ? trimmed() : null;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private void append(int count) {
    if (tooLong || (long) length + count > MAXIMUM_BYTES) {
      tooLong = true;
      length = 0;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, next, line, length, count);
    length += count;
  }

  private byte[] trimmed() {
    int from = 0;
    boolean mark =
        start == 0
            && length >= 3
            && line[0] == (byte) 0xEF
            && line[1] == (byte) 0xBB
            && line[2] == (byte) 0xBF;
    if (mark) {
      from = 3;
      start = 3;
    }
    if (length > from && line[length - 1] == '\r') {
      length--;
    }
    return Arrays.copyOfRange(line, from, length);
  }

  /// First byte of the line that [#next()] gave.
  public long start() {
    return start;
  }

  /// Whether the line was longer than [#MAXIMUM_BYTES].
  public boolean tooLong() {
    return tooLong;
  }

  /// The decoded line, or the reason why there is none.
  public RawRecord record(byte[] bytes) {
    if (tooLong) {
      return new RawRecord.Bad(
          "line-too-long", "longer than " + MAXIMUM_BYTES + " bytes", start, offset - start);
    }
    String text = StrictUtf8.decode(bytes);
    return text == null
        ? StrictUtf8.bad(start, bytes.length)
        : new RawRecord.Text(text, null, start, bytes.length);
  }
}
