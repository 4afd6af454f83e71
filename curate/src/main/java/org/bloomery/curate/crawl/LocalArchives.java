package org.bloomery.curate.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Archives in a folder. Names come from an index, so none may lead out of the folder.
record LocalArchives(Path root) implements Archives {
  @Override
  public byte[] range(String file, long offset, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    try (FileChannel channel = FileChannel.open(inside(file), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException(
              file + " ends at byte " + channel.size() + ", before " + (offset + length));
        }
      }
    }
    return bytes.array();
  }

  @Override
  public long length(String file) throws IOException {
    return Files.size(inside(file));
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(inside(file));
  }

  private Path inside(String file) throws IOException {
    Path path = root.resolve(file).normalize();
    if (!path.startsWith(root) || !Files.exists(path)) {
      throw new IOException(file + " does not exist in " + root);
    }
    if (!path.toRealPath().startsWith(root.toRealPath())) {
      throw new IOException(file + " is a link that leads out of " + root);
    }
    return path;
  }
}
