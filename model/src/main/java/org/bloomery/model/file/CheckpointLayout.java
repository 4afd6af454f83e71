package org.bloomery.model.file;

import java.nio.file.Path;

/// How a checkpoint of training lies on the disk, for those who write one and those who only read.
///
/// Below the folder of the training stage: `checkpoints/step-NNNNNN/` with the weights under
/// Hugging Face names, the state, and the digests of all files, which are written last; and
/// `model/config.json`, which all checkpoints share.
public final class CheckpointLayout {
  public static final String CHECKPOINTS = "checkpoints";
  public static final String WEIGHTS = "weights.safetensors";
  public static final String STATE = "state.json";
  public static final String DIGESTS = "digests.json";
  public static final String MODEL = "model";

  private CheckpointLayout() {}

  /// The description of the model whose weights lie in `checkpoint`.
  static Path config(Path checkpoint) {
    return checkpoint
        .toAbsolutePath()
        .normalize()
        .resolveSibling(Path.of("..", MODEL, HuggingFaceFolder.CONFIG))
        .normalize();
  }
}
