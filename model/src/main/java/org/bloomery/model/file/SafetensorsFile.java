package org.bloomery.model.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;

/// One safetensors file, memory-mapped: opening reads only the header, and a tensor's bytes come
/// from the page cache when they are touched.
///
/// The format: 8 bytes little-endian header length, that many bytes of JSON, then the tensors. The
/// whole file is checked at [#open] (see [SafetensorsHeader]); a damaged one is refused. Segments
/// given by [#data] live until [#close].
public final class SafetensorsFile implements AutoCloseable {
  /// The reference implementation's limit (`MAX_HEADER_SIZE`), against a length that is garbage.
  static final long LARGEST_HEADER = 100_000_000;

  private static final int LENGTH_BYTES = 8;

  private final Path path;
  private final Arena arena;
  private final MemorySegment data;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata;

  private SafetensorsFile(
      Path path, Arena arena, MemorySegment data, SafetensorsHeader.Contents contents) {
    this.path = path;
    this.arena = arena;
    this.data = data;
    this.metadata = contents.metadata();
    contents.entries().forEach(entry -> entries.put(entry.name(), entry));
  }

  /// Maps and checks `path`.
  ///
  /// @throws ArtifactException when anything about the file is not as the format demands
  /// @throws ResourceException when there is no such file
  public static SafetensorsFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      byte[] header = header(path, channel, size);
      long start = (long) LENGTH_BYTES + header.length;
      SafetensorsHeader.Contents contents = SafetensorsHeader.parse(path, header, size - start);
      MemorySegment whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return new SafetensorsFile(path, arena, whole.asSlice(start), contents);
    } catch (NoSuchFileException e) {
      arena.close();
      throw new ResourceException("There is no file " + path + ".", e);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static byte[] header(Path path, FileChannel channel, long size) throws IOException {
    if (size < LENGTH_BYTES) {
      throw new ArtifactException(
          SafetensorsHeader.sentence(path, "it has only " + size + " bytes"));
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(path, channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 0 || bytes > LARGEST_HEADER) {
      throw new ArtifactException(
          SafetensorsHeader.sentence(
              path,
              "its header would have %s bytes, more than the %d allowed"
                  .formatted(Long.toUnsignedString(bytes), LARGEST_HEADER)));
    }
    if (bytes > size - LENGTH_BYTES) {
      throw new ArtifactException(
          SafetensorsHeader.sentence(
              path,
              "its header should have %d bytes and the file has only %d".formatted(bytes, size)));
    }
    ByteBuffer header = ByteBuffer.allocate((int) bytes);
    readFully(path, channel, header, LENGTH_BYTES);
    return header.array();
  }

  private static void readFully(Path path, FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new ArtifactException(SafetensorsHeader.sentence(path, "it ended while being read"));
      }
    }
  }

  /// The tensors by name, in the order of their data.
  public Map<String, TensorEntry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /// The free text of the header.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// The little-endian bytes of a tensor, without a copy, until this file is closed.
  public MemorySegment data(String name) {
    TensorEntry entry = entry(name);
    return data.asSlice(entry.begin(), entry.bytes());
  }

  /// A floating-point tensor as fp32 on the heap, whatever its type in the file.
  public float[] floats(String name) {
    return Floats.read(entry(name), data(name));
  }

  /// An integer tensor as 64-bit integers on the heap.
  public long[] longs(String name) {
    TensorEntry entry = entry(name);
    if (entry.type() != ElementType.I64) {
      throw new ArtifactException(
          "Tensor %s of %s is %s, not I64.".formatted(name, path, entry.type()));
    }
    return data(name).toArray(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /// The description of a tensor that has to be there.
  public TensorEntry entry(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw new ArtifactException(
          "%s has no tensor %s; it has %s."
              .formatted(path, name, List.copyOf(entries.keySet()).stream().limit(5).toList()));
    }
    return entry;
  }

  @Override
  public void close() {
    arena.close();
  }
}
