package org.bloomery.tokenize.count;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads what [WordFileWriter] wrote, word by word.
final class WordCursor implements AutoCloseable, Comparable<WordCursor> {
  private final InputStream in;
  private byte[] word = new byte[256];
  private int length;
  private long count;

  /// @param in buffered
  WordCursor(InputStream in) {
    this.in = in;
  }

  /// Goes to the next word; false at the end.
  boolean next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int shared = Math.toIntExact(number(first));
    int rest = Math.toIntExact(number(in.read()));
    if (shared > length) {
      throw new IOException("not a list of words");
    }
    if (word.length < shared + rest) {
      word = Arrays.copyOf(word, Math.addExact(shared, rest) * 2);
    }
    if (in.readNBytes(word, shared, rest) < rest) {
      throw new EOFException("the list of words breaks off");
    }
    length = shared + rest;
    count = number(in.read());
    return true;
  }

  private long number(int first) throws IOException {
    long value = 0;
    int b = first;
    for (int shift = 0; ; shift += 7, b = in.read()) {
      if (b < 0) {
        throw new EOFException("the list of words breaks off");
      }
      value |= (b & 0x7FL) << shift;
      if (b < 0x80) {
        return value;
      }
    }
  }

  byte[] word() {
    return word;
  }

  int length() {
    return length;
  }

  long count() {
    return count;
  }

  boolean isSameWord(WordCursor other) {
    return Arrays.equals(word, 0, length, other.word, 0, other.length);
  }

  @Override
  public int compareTo(WordCursor other) {
    return Arrays.compareUnsigned(word, 0, length, other.word, 0, other.length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
