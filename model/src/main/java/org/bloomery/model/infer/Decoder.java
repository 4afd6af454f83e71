package org.bloomery.model.infer;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// Continues sequences, token by token, with a cache of keys and values.
///
/// Every sequence is computed by itself, in an order of additions that nothing else changes;
/// several may go at the same time on different threads.
public final class Decoder {
  /// Room for this many tokens beyond the prompt, before a cache grows.
  private static final int SPARE = 64;

  private final InferenceModel model;
  private final BloomConfig config;
  private final FullPass pass;

  public Decoder(InferenceModel model) {
    this.model = model;
    this.config = model.config();
    this.pass = new FullPass(model);
  }

  /// Reads one prompt; [Continuation#logits] then tells what may follow.
  ///
  /// @throws InputException when the prompt is empty, too long, or has an unknown id
  public Continuation start(int[] prompt) {
    return start(List.of(prompt)).getFirst();
  }

  /// Reads several prompts, together.
  ///
  /// @throws InputException when a prompt is empty, too long, or has an unknown id
  public List<Continuation> start(List<int[]> prompts) {
    prompts.forEach(this::check);
    int[][] ids = prompts.toArray(int[][]::new);
    KeyValueCache[] caches = new KeyValueCache[ids.length];
    float[][] last = new float[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      caches[i] = new KeyValueCache(config, ids[i].length + SPARE);
    }
    pass.run(
        ids,
        (sequence, layer) -> fill(caches[sequence.index], sequence, layer),
        tile -> {
          int row = tile.sequence().ids.length - 1 - tile.first();
          if (row < FullPass.ROWS) {
            last[tile.sequence().index] = Tensors.floats(tile.hidden().select(0, row));
          }
        });
    List<Continuation> continuations = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      continuations.add(new Continuation(model, caches[i], ids[i].length, last[i]));
    }
    return continuations;
  }

  private void check(int[] prompt) {
    if (prompt.length == 0) {
      throw new InputException(
          "A prompt has no token; begin with the id of <s>, %d.".formatted(config.bosTokenId()));
    }
    if (prompt.length > config.sequenceLength()) {
      throw new InputException(
          "A prompt has %d tokens; the model's context holds %d."
              .formatted(prompt.length, config.sequenceLength()));
    }
    Vocabulary.check(prompt, config);
  }

  private static void fill(KeyValueCache cache, FullPass.Sequence sequence, int layer) {
    Tensor keys = sequence.queryKeyValue.select(0, 1); // (heads, padded, head size)
    Tensor values = sequence.queryKeyValue.select(0, 2);
    cache.fill(
        layer,
        Tensors.floats(keys),
        Tensors.floats(values),
        sequence.tiles * FullPass.ROWS,
        sequence.ids.length);
  }
}
