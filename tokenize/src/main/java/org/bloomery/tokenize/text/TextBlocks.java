package org.bloomery.tokenize.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.jspecify.annotations.Nullable;

/// A file cut into blocks of whole lines, which several threads take in turn: one unpacks while the
/// others work on what they took.
final class TextBlocks {
  private static final int BLOCK_BYTES = 1 << 20;

  /// Some lines of a file. Belongs to one thread, which passes it back to have it filled again.
  static final class Block {
    byte[] bytes = new byte[BLOCK_BYTES];
    int length;

    /// The number of the first line, from 1.
    long firstLine;
  }

  private final Path file;
  private @Nullable InputStream in;
  private boolean ended;
  private byte[] rest = new byte[0];
  private long lines;

  TextBlocks(Path file) {
    this.file = file;
  }

  /// Fills a block; false at the end of the file.
  synchronized boolean next(Block block) {
    if (ended) {
      return false;
    }
    try {
      if (in == null) {
        in = CompressedFiles.open(file);
      }
      return fill(in, block);
    } catch (IOException e) {
      ended = true;
      throw new InputException(
          file + " breaks off or is corrupt after line " + lines + " (" + e.getMessage() + ")", e);
    }
  }

  private boolean fill(InputStream source, Block block) throws IOException {
    if (block.bytes.length < rest.length) {
      block.bytes = new byte[rest.length * 2];
    }
    System.arraycopy(rest, 0, block.bytes, 0, rest.length);
    int length = rest.length;
    int cut = 0;
    while (cut == 0) {
      if (length == block.bytes.length) { // one line fills the block
        block.bytes = Arrays.copyOf(block.bytes, Math.multiplyExact(length, 2));
      }
      int read = source.readNBytes(block.bytes, length, block.bytes.length - length);
      length += read;
      if (length < block.bytes.length) {
        ended = true;
        source.close();
        cut = length;
        break;
      }
      cut = lastLineEnd(block.bytes, length - read, length);
    }
    rest = Arrays.copyOfRange(block.bytes, cut, length);
    block.length = cut;
    block.firstLine = lines + 1;
    for (int i = 0; i < cut; i++) {
      lines += block.bytes[i] == '\n' ? 1 : 0;
    }
    return cut > 0;
  }

  private static int lastLineEnd(byte[] bytes, int from, int to) {
    for (int i = to; i > from; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }
}
