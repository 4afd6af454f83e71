package org.bloomery.model.infer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.tensor.Libtorch;

/// A model that is ready to answer. Safe to use from any number of threads; close it when no
/// question is running.
///
/// Opening one sets libtorch and its BLAS to one thread an operator, for the whole process: the
/// work is shared out in pieces of a fixed size instead, so that results do not depend on the
/// number of cores.
public final class InferenceModel implements AutoCloseable {
  private final HuggingFaceFolder folder;
  private final Arena arena;
  private final Weights weights;

  private InferenceModel(HuggingFaceFolder folder, Arena arena, Weights weights) {
    this.folder = folder;
    this.arena = arena;
    this.weights = weights;
  }

  /// Opens the model in a folder of the Hugging Face layout.
  ///
  /// @throws org.bloomery.artifact.BloomeryException when the folder cannot be loaded
  public static InferenceModel open(Path path) throws IOException {
    HuggingFaceFolder folder = HuggingFaceFolder.open(path);
    Arena arena = Arena.ofShared();
    try {
      Libtorch.setThreads(1);
      return new InferenceModel(folder, arena, new Weights(folder, arena));
    } catch (RuntimeException e) {
      arena.close();
      folder.close();
      throw e;
    }
  }

  /// The model's shape and special tokens.
  public BloomConfig config() {
    return folder.config();
  }

  Weights weights() {
    return weights;
  }

  @Override
  public void close() {
    arena.close();
    folder.close();
  }
}
