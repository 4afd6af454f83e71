package org.bloomery.model.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// A safetensors file of known size into which several writers put parts of its tensors at once:
/// the header says where everything lies, so that nobody waits for anybody.
///
/// Made by [SafetensorsWriter#reserve]. What nobody writes stays zero.
public final class SafetensorsRegions implements AutoCloseable {
  private final FileChannel channel;
  private final Map<String, TensorEntry> entries;
  private final long dataStart;

  private SafetensorsRegions(
      FileChannel channel, Map<String, TensorEntry> entries, long dataStart) {
    this.channel = channel;
    this.entries = entries;
    this.dataStart = dataStart;
  }

  /// Opens a reserved file for writing.
  public static SafetensorsRegions open(Path file) throws IOException {
    Map<String, TensorEntry> entries;
    try (SafetensorsFile header = SafetensorsFile.open(file)) {
      entries = new HashMap<>(header.entries());
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    long data = entries.values().stream().mapToLong(TensorEntry::end).max().orElse(0);
    return new SafetensorsRegions(channel, entries, channel.size() - data);
  }

  /// Writes consecutive elements of a tensor.
  ///
  /// @param first index of the first, row-major
  /// @param values little-endian bytes of the tensor's type
  public void write(String name, long first, MemorySegment values) throws IOException {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no room was reserved for " + name);
    }
    long at = entry.begin() + first * entry.type().bytes();
    if (first < 0 || at + values.byteSize() > entry.end()) {
      throw new IllegalArgumentException(
          values.byteSize() + " bytes from element " + first + " on leave the tensor " + name);
    }
    for (long done = 0; done < values.byteSize(); ) {
      long slice = Math.min(1 << 30, values.byteSize() - done);
      ByteBuffer bytes = values.asSlice(done, slice).asByteBuffer();
      while (bytes.hasRemaining()) {
        done += channel.write(bytes, dataStart + at + done);
      }
    }
  }

  /// Forces what was written to the disk.
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(true);
    }
  }
}
