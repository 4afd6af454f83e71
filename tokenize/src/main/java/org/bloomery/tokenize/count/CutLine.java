package org.bloomery.tokenize.count;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// A line as it stands in its text: its bytes, and where the text's own cut ends its pieces. Holds
/// one line after the other.
///
/// Pre-tokenisers may look around: the same bytes can be cut in another way at another place, and
/// in another way again for themselves. So two lines are the same where their bytes and their
/// pieces are, and what is counted does not depend on which copy comes first. A cut that only looks
/// at the line, as BLOOM's, GPT-2's and Llama 3's do, makes no difference here.
final class CutLine {
  /// Where lines go; the line may be another after the call.
  @FunctionalInterface
  interface Sink {
    void accept(CutLine line) throws IOException;
  }

  private static final int SEVEN_BITS = 0x7F;

  private byte[] text = new byte[0];
  private int from;
  private int[] ends = new int[64]; // of pieces, as places in the text
  private int pieces;
  private byte[] buffer = new byte[0]; // of lines that are read

  /// Begins a line without pieces.
  void start(byte[] newText, int newFrom) {
    text = newText;
    from = newFrom;
    pieces = 0;
  }

  /// Adds the piece that ends here.
  void add(int end) {
    if (pieces == ends.length) {
      ends = Arrays.copyOf(ends, Math.multiplyExact(pieces, 2));
    }
    ends[pieces++] = end;
  }

  byte[] text() {
    return text;
  }

  int from() {
    return from;
  }

  int to() {
    return pieces == 0 ? from : ends[pieces - 1];
  }

  int pieces() {
    return pieces;
  }

  /// The end of a piece, which is the start of the next.
  int end(int piece) {
    return ends[piece];
  }

  /// A hash of the lengths of pieces.
  long cutHash() {
    long hash = pieces;
    for (int i = 0; i < pieces; i++) {
      hash = (hash ^ (ends[i] - from)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /// Writes the number of pieces, the length of each, and the bytes.
  void write(DataOutputStream out) throws IOException {
    writeNumber(pieces, out);
    int start = from;
    for (int i = 0; i < pieces; i++) {
      writeNumber(ends[i] - start, out);
      start = ends[i];
    }
    out.write(text, from, to() - from);
  }

  /// Reads what [#write] wrote, into an array of its own.
  ///
  /// @return false where nothing more was written
  boolean read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    start(buffer, 0);
    int count = readNumber(first, in);
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += readNumber(in.readUnsignedByte(), in);
      add(end);
    }
    if (buffer.length < end) {
      buffer = new byte[Math.max(end, 1 << 12)];
      text = buffer;
    }
    in.readFully(buffer, 0, end);
    return true;
  }

  /// In groups of seven bits, lowest first; all but the last have the eighth bit.
  private static void writeNumber(int number, DataOutputStream out) throws IOException {
    int rest = number;
    for (; rest > SEVEN_BITS; rest >>>= 7) {
      out.writeByte(rest | ~SEVEN_BITS);
    }
    out.writeByte(rest);
  }

  private static int readNumber(int first, DataInputStream in) throws IOException {
    int number = first & SEVEN_BITS;
    for (int group = first, shift = 7; group > SEVEN_BITS; shift += 7) {
      group = in.readUnsignedByte();
      number |= (group & SEVEN_BITS) << shift;
    }
    return number;
  }
}
