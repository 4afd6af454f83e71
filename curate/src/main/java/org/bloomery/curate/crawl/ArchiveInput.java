package org.bloomery.curate.crawl;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// A file of [Archives] as a stream that can be moved. It asks for a window of bytes at a time, so
/// that an answer that breaks off costs only the rest of that window; whoever asks for more than a
/// window at once gets it by one request.
public final class ArchiveInput extends InputStream {
  private final Archives archives;
  private final String file;
  private final int windowBytes;
  private final long length;
  private byte[] window = new byte[0];
  private long start;
  private long position;

  /// @param windowBytes how much to ask for when less is wanted
  /// @throws IOException when the file is not there
  public ArchiveInput(Archives archives, String file, int windowBytes) throws IOException {
    this.archives = archives;
    this.file = file;
    this.windowBytes = windowBytes;
    this.length = archives.length(file);
  }

  /// Bytes of the file.
  public long length() {
    return length;
  }

  /// The place of the next byte.
  public long position() {
    return position;
  }

  /// Goes to a place; nothing is asked for until it is read.
  ///
  /// @throws EOFException beyond the end
  public void seek(long place) throws IOException {
    if (place < 0 || place > length) {
      throw new EOFException(file + " has no byte " + place + "; it ends at " + length);
    }
    position = place;
  }

  @Override
  public int read() throws IOException {
    if (position >= length) {
      return -1;
    }
    load();
    return window[(int) (position++ - start)] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
    int wanted = (int) Math.min(count, length - position);
    if (wanted >= windowBytes) {
      System.arraycopy(archives.range(file, position, wanted), 0, bytes, offset, wanted);
    } else {
      load();
      wanted = (int) Math.min(wanted, start + window.length - position);
      System.arraycopy(window, (int) (position - start), bytes, offset, wanted);
    }
    position += wanted;
    return wanted;
  }

  /// Near the end the window reaches back: formats with a table at the end are read from there.
  private void load() throws IOException {
    if (position < start || position >= start + window.length) {
      start = Math.max(0, Math.min(position, length - windowBytes));
      window = archives.range(file, start, Math.min(windowBytes, length - start));
    }
  }
}
