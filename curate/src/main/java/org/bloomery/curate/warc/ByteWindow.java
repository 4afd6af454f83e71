package org.bloomery.curate.warc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A stream of which the bytes from some place on can be looked at again. It holds what lies
/// between [#forget] and the furthest byte that was asked for.
final class ByteWindow {
  private static final int CHUNK_BYTES = 1 << 16;

  private final InputStream in;
  private byte[] held = new byte[CHUNK_BYTES];
  private long start;
  private int count;
  private boolean ended;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /// The byte at a place from 0 to 255, or -1 after the end.
  int at(long place) throws IOException {
    while (place >= start + count) {
      if (!more()) {
        return -1;
      }
    }
    return held[(int) (place - start)] & 0xFF;
  }

  /// Whether these bytes stand at a place.
  boolean holds(long place, byte[] bytes) throws IOException {
    for (int i = 0; i < bytes.length; i++) {
      if (at(place + i) != (bytes[i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /// How many of the bytes from a place on are at hand, after one more is read if there are none.
  int available(long place) throws IOException {
    return at(place) < 0 ? 0 : (int) (start + count - place);
  }

  /// The bytes at hand and where a place lies in them; good until the next call.
  byte[] bytes() {
    return held;
  }

  int index(long place) {
    return (int) (place - start);
  }

  /// A copy of bytes that are all there.
  byte[] copy(long from, long to) {
    return Arrays.copyOfRange(held, index(from), index(to));
  }

  /// Lets go of everything before a place, which may lie beyond what was read.
  void forget(long place) throws IOException {
    while (place > start + count) {
      start += count;
      count = 0;
      if (!more()) {
        start = place;
        return;
      }
    }
    int gone = (int) (place - start);
    System.arraycopy(held, gone, held, 0, count - gone);
    start = place;
    count -= gone;
    if (held.length > 16 * CHUNK_BYTES && count < CHUNK_BYTES) {
      held = Arrays.copyOf(held, CHUNK_BYTES);
    }
  }

  private boolean more() throws IOException {
    if (ended) {
      return false;
    }
    if (count == held.length) {
      held =
          Arrays.copyOf(held, Math.addExact(held.length, Math.max(CHUNK_BYTES, held.length / 2)));
    }
    int read = in.read(held, count, Math.min(CHUNK_BYTES, held.length - count));
    ended = read < 0;
    count += Math.max(read, 0);
    return !ended;
  }
}
