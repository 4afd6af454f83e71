package org.bloomery.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes a safetensors file, byte for byte as the reference library does: tensors by element type,
/// most aligned first, then by name; header padded with spaces to a multiple of 8 (safetensors,
/// `tensor.rs`, `prepare`). The same tensors give the same bytes whatever order they come in.
///
/// The file appears under its name only when it is whole: it is written beside it and moved.
public final class SafetensorsWriter {
  /// What transformers wants to find in a file of PyTorch weights.
  public static final Map<String, String> PYTORCH = Map.of("format", "pt");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;
  private static final long SLICE = 64L << 20;

  private SafetensorsWriter() {}

  /// Writes `tensors`, one at a time.
  public static void write(
      Path target, Collection<TensorSource> tensors, Map<String, String> metadata)
      throws IOException {
    List<TensorSource> ordered = ordered(tensors);
    byte[] header = header(ordered, metadata);
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try (FileChannel channel =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      putHeader(channel, header);
      for (TensorSource tensor : ordered) {
        put(channel, tensor);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(partial);
      throw e;
    }
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Writes the header alone and leaves room for the tensors, which [SafetensorsRegions] fills; the
  /// sources are not asked. The file appears under its name at once.
  public static void reserve(
      Path target, Collection<TensorSource> tensors, Map<String, String> metadata)
      throws IOException {
    List<TensorSource> ordered = ordered(tensors);
    byte[] header = header(ordered, metadata);
    long data = ordered.stream().mapToLong(TensorSource::bytes).sum();
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      putHeader(channel, header);
      if (data > 0) {
        channel.write(ByteBuffer.allocate(1), channel.position() + data - 1);
      }
    }
  }

  private static List<TensorSource> ordered(Collection<TensorSource> tensors) {
    List<TensorSource> ordered = new ArrayList<>(tensors);
    ordered.sort(
        Comparator.comparing(TensorSource::type)
            .reversed()
            .thenComparing(TensorSource::name, SafetensorsWriter::byUtf8));
    return ordered;
  }

  private static void putHeader(FileChannel channel, byte[] header) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    put(channel, length.putLong(header.length).flip());
    put(channel, ByteBuffer.wrap(header));
  }

  private static byte[] header(List<TensorSource> ordered, Map<String, String> metadata)
      throws JsonProcessingException {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put("__metadata__", new TreeMap<>(metadata));
    }
    Set<String> names = new HashSet<>();
    long offset = 0;
    for (TensorSource tensor : ordered) {
      if (!names.add(tensor.name()) || tensor.name().equals("__metadata__")) {
        throw new IllegalArgumentException("two tensors are called " + tensor.name());
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", tensor.type().name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, offset + tensor.bytes()));
      json.put(tensor.name(), entry);
      offset += tensor.bytes();
    }
    byte[] text = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void put(FileChannel channel, TensorSource tensor) throws IOException {
    MemorySegment data = tensor.data().get();
    if (data.byteSize() != tensor.bytes()) {
      throw new IllegalArgumentException(
          "tensor %s gives %d bytes where %s %s needs %d"
              .formatted(
                  tensor.name(), data.byteSize(), tensor.type(), tensor.shape(), tensor.bytes()));
    }
    for (long from = 0; from < data.byteSize(); from += SLICE) {
      put(channel, data.asSlice(from, Math.min(SLICE, data.byteSize() - from)).asByteBuffer());
    }
  }

  private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Rust compares strings by their UTF-8 bytes, Java by UTF-16 units; they differ beyond the BMP.
  private static int byUtf8(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
