package org.bloomery.model.infer;

import org.bloomery.model.AlibiSlopes;

/// Attention with linear biases: a key `n` positions back is penalised by `slope·n`.
///
/// Slopes are those of the paper (Press, Smith and Lewis, "Train Short, Test Long", 2022) with its
/// rule for head counts that are no power of two, as in transformers' `build_alibi_tensor`. That
/// function adds `slope·key` where we add `slope·(key − query)`: the same under softmax, but the
/// numbers stay small where the attention is, which keeps fp32 digits in long contexts.
final class Alibi {
  private Alibi() {}

  /// The bias of a tile of `rows` queries that ends where `keys` keys end, with later keys masked:
  /// (heads, rows, keys). For fewer keys, take the last columns.
  static float[] tile(int heads, int rows, int keys) {
    double[] slopes = AlibiSlopes.of(heads);
    float[] bias = new float[heads * rows * keys];
    int at = 0;
    for (int head = 0; head < heads; head++) {
      for (int row = 0; row < rows; row++) {
        int query = keys - rows + row;
        for (int key = 0; key < keys; key++) {
          bias[at++] =
              key > query ? Float.NEGATIVE_INFINITY : (float) (slopes[head] * (key - query));
        }
      }
    }
    return bias;
  }
}
