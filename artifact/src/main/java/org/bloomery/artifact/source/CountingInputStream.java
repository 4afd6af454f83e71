package org.bloomery.artifact.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes that are read through it.
public final class CountingInputStream extends FilterInputStream {
  private long bytes;

  public CountingInputStream(InputStream in) {
    super(in);
  }

  /// Bytes read up to now.
  public long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    bytes += value >= 0 ? 1 : 0;
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    bytes += Math.max(n, 0);
    return n;
  }
}
