package org.bloomery.tokenize.count;

import java.io.IOException;
import java.io.OutputStream;

/// Writes words in ascending order of their bytes, each as the length that it shares with the word
/// before, the length of the rest, the rest, and the count; numbers as LEB128.
final class WordFileWriter implements AutoCloseable {
  private final OutputStream out;
  private byte[] last = new byte[256];
  private int lastLength;
  private long distinct;
  private long totalBytes;

  WordFileWriter(OutputStream out) {
    this.out = out;
  }

  void write(byte[] word, int from, int to, long count) throws IOException {
    int length = to - from;
    int shared = 0;
    int most = Math.min(length, lastLength);
    while (shared < most && last[shared] == word[from + shared]) {
      shared++;
    }
    number(shared);
    number(length - shared);
    out.write(word, from + shared, length - shared);
    number(count);
    if (last.length < length) {
      last = new byte[length * 2];
    }
    System.arraycopy(word, from, last, 0, length);
    lastLength = length;
    distinct++;
    totalBytes += length;
  }

  private void number(long value) throws IOException {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) rest | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  long distinct() {
    return distinct;
  }

  long totalBytes() {
    return totalBytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
