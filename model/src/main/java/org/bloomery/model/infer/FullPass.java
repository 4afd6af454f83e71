package org.bloomery.model.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The forward pass over whole sequences.
///
/// A sequence is cut into tiles of [#ROWS] positions, the last one padded. Every matrix product
/// works on exactly one tile, so each operator sees one shape for one place in a sequence and gives
/// the same bits, whatever other sequences run beside it. A tile attends to its own and earlier
/// tiles, so a token's numbers depend on no later token either. All tiles of all sequences go
/// through a layer together, in parallel: first keys and values, then attention and the rest.
final class FullPass {
  /// Positions in a tile. Small enough that a short sequence wastes little, large enough that a
  /// product is not bound by reading its weights.
  static final int ROWS = 32;

  private final Weights weights;
  private final BloomConfig config;
  private final double scale;

  FullPass(InferenceModel model) {
    this.weights = model.weights();
    this.config = model.config();
    this.scale = 1 / Math.sqrt(config.headSize());
  }

  /// One sequence on its way through the layers.
  static final class Sequence {
    final int index;
    final int[] ids;
    final int tiles;
    final Tensor hidden; // (padded, hidden)
    final Tensor queryKeyValue; // (3, heads, padded, head size), of the current layer

    Sequence(int index, int[] ids, BloomConfig config) {
      this.index = index;
      this.ids = ids;
      this.tiles = (ids.length + ROWS - 1) / ROWS;
      long padded = (long) tiles * ROWS;
      this.hidden = Tensors.zeros(ScalarType.Float, padded, config.hiddenSize());
      this.queryKeyValue =
          Tensors.zeros(ScalarType.Float, 3, config.heads(), padded, config.headSize());
    }
  }

  /// A tile of a sequence.
  record Tile(Sequence sequence, int number) {
    int first() {
      return number * ROWS;
    }

    /// Its rows of the residual stream, as a view.
    Tensor hidden() {
      return sequence.hidden.narrow(0, first(), ROWS);
    }
  }

  /// Sees the keys and values of a sequence after each layer.
  interface LayerWatcher {
    void seen(Sequence sequence, int layer);
  }

  /// Runs `ids` through all layers, then hands each tile to `finish`, in parallel.
  void run(int[][] ids, LayerWatcher watcher, Consumer<Tile> finish) {
    try (Scope _ = Scope.open()) {
      List<Tile> tiles = new ArrayList<>();
      List<Sequence> sequences = new ArrayList<>();
      int longest = 0;
      for (int i = 0; i < ids.length; i++) {
        Sequence sequence = new Sequence(i, ids[i], config);
        sequences.add(sequence);
        longest = Math.max(longest, sequence.tiles);
        for (int number = 0; number < sequence.tiles; number++) {
          tiles.add(new Tile(sequence, number));
        }
      }
      int keys = longest * ROWS;
      Tensor bias = Tensors.of(Alibi.tile(config.heads(), ROWS, keys), config.heads(), ROWS, keys);
      each(tiles, this::embed);
      for (int layer = 0; layer < config.layers(); layer++) {
        Weights.Layer weights = this.weights.layers.get(layer);
        each(tiles, tile -> project(tile, weights));
        each(tiles, tile -> attendAndTransform(tile, weights, bias));
        int number = layer;
        sequences.parallelStream().forEach(sequence -> watcher.seen(sequence, number));
      }
      each(tiles, finish);
    }
  }

  private static void each(List<Tile> tiles, Consumer<Tile> work) {
    tiles.parallelStream()
        .forEach(tile -> {
          try (Scope _ = Scope.open()) {
            work.accept(tile);
          }
        });
  }

  private void embed(Tile tile) {
    long[] ids = new long[ROWS];
    int[] all = tile.sequence().ids;
    for (int row = 0; row < ROWS && tile.first() + row < all.length; row++) {
      ids[row] = all[tile.first() + row];
    }
    Tensor embedded = torch.index_select(weights.embeddings, 0, Tensors.of(ids, ROWS));
    tile.hidden().copy_(norm(embedded, weights.embeddingNorm)); // (rows, hidden)
  }

  private void project(Tile tile, Weights.Layer layer) {
    Tensor mixed = linear(norm(tile.hidden(), layer.inputNorm()), layer.queryKeyValue());
    // Stored head by head as query, key, value: (rows, heads, 3, head size) → (3, heads, rows, ..)
    Tensor split = mixed.view(ROWS, config.heads(), 3, config.headSize()).permute(2, 1, 0, 3);
    tile.sequence().queryKeyValue.narrow(2, tile.first(), ROWS).copy_(split);
  }

  private void attendAndTransform(Tile tile, Weights.Layer layer, Tensor bias) {
    Tensor queryKeyValue = tile.sequence().queryKeyValue;
    long keys = (long) tile.first() + ROWS;
    Tensor query = queryKeyValue.select(0, 0).narrow(1, tile.first(), ROWS); // (heads, rows, d)
    Tensor key = queryKeyValue.select(0, 1).narrow(1, 0, keys); // (heads, keys, d)
    Tensor value = queryKeyValue.select(0, 2).narrow(1, 0, keys); // (heads, keys, d)
    Tensor tileBias = bias.narrow(2, bias.size(2) - keys, keys); // (heads, rows, keys)
    Tensor scores =
        torch.baddbmm(tileBias, query, key.transpose(1, 2), new Scalar(1.0), new Scalar(scale));
    Tensor context = torch.bmm(torch.softmax(scores, 2), value); // (heads, rows, d)
    Tensor joined = context.permute(1, 0, 2).reshape(ROWS, config.hiddenSize());
    Tensor hidden = tile.hidden();
    hidden.add_(linear(joined, layer.dense())); // (rows, hidden)
    Tensor inner = torch.gelu(linear(norm(hidden, layer.attentionNorm()), layer.up()), "tanh");
    hidden.add_(linear(inner, layer.down())); // (rows, 4 hidden) → (rows, hidden)
  }

  /// The logits of a finished tile: (rows, vocabulary).
  Tensor logits(Tile tile) {
    return linear(norm(tile.hidden(), weights.finalNorm), weights.head);
  }

  private static Tensor linear(Tensor input, Weights.Linear linear) {
    return torch.linear(input, linear.weight, linear.bias);
  }

  private Tensor norm(Tensor input, Weights.LayerNorm norm) {
    return torch.layer_norm(
        input,
        new long[] {config.hiddenSize()},
        norm.weight,
        norm.bias,
        config.layerNormEpsilon(),
        false);
  }
}
