package org.bloomery.train.optim;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bloomery.artifact.ResourceException;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// Where an optimiser's moments lie: in memory, or in a file that the operating system pages in and
/// out, for models whose state does not fit. The numbers are the same.
public final class MomentStore implements AutoCloseable {
  private final @Nullable Path folder;
  private final Arena arena = Arena.ofShared();

  private MomentStore(@Nullable Path folder) {
    this.folder = folder;
  }

  public static MomentStore inMemory() {
    return new MomentStore(null);
  }

  /// In files below `folder`. They have no names once they are mapped, so nothing is left of them
  /// when the process ends, however it ends.
  public static MomentStore onDisk(Path folder) {
    return new MomentStore(folder);
  }

  /// A tensor of zeros.
  Tensor zeros(ScalarType type, long elements) {
    if (folder == null) {
      try (Scope _ = Scope.open()) {
        return Scope.keep(Tensors.zeros(type, elements));
      }
    }
    long bytes = elements * (type == ScalarType.Double ? 8 : 4);
    try (Scope _ = Scope.open()) {
      return Scope.keep(Tensors.over(mapped(folder, bytes), type, elements));
    } catch (IOException e) {
      throw new ResourceException(
          "%,d bytes of optimiser state cannot be laid into %s (%s); free disk space, or set train.optimiserState = \"memory\""
              .formatted(bytes, folder, e.getMessage()),
          e);
    }
  }

  /// A new file is all zeros.
  private MemorySegment mapped(Path where, long bytes) throws IOException {
    Files.createDirectories(where);
    Path file = Files.createTempFile(where, "moments", ".map");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (Files.getFileStore(where).getUsableSpace() < bytes) {
        throw new IOException("too little space");
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    } finally {
      Files.delete(file);
    }
  }

  /// Gives the memory back; the tensors must not be used any more.
  @Override
  public void close() {
    arena.close();
  }
}
