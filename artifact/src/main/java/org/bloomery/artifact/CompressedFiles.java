package org.bloomery.artifact;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Opens `.zst` and `.gz` files by their ending, and everything else as it is.
public final class CompressedFiles {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 3;

  private CompressedFiles() {}

  /// The unpacked bytes. A truncated file ends in an `IOException` when it is read, not here.
  public static InputStream open(Path file) throws IOException {
    return unpack(file.getFileName().toString(), Files.newInputStream(file));
  }

  /// Unpacks a stream by the ending of its name; gzip files may have several members.
  public static InputStream unpack(String name, InputStream packed) throws IOException {
    InputStream buffered = new BufferedInputStream(packed, BUFFER_BYTES);
    if (name.endsWith(".zst")) {
      return new BufferedInputStream(
          new ZstdInputStream(buffered).setContinuous(false), BUFFER_BYTES);
    }
    if (name.endsWith(".gz")) {
      return new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES);
    }
    return buffered;
  }

  /// A new zstd file with a checksum; the same content gives the same bytes.
  public static OutputStream createZstd(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    ZstdOutputStream zstd = new ZstdOutputStream(Files.newOutputStream(file), ZSTD_LEVEL);
    zstd.setChecksum(true);
    return new BufferedOutputStream(zstd, BUFFER_BYTES);
  }
}
