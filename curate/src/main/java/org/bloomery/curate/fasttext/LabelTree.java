package org.bloomery.curate.fasttext;

import java.util.List;

/// The Huffman tree over labels by which a model with hierarchical softmax predicts: at each inner
/// node, right is taken with the probability of its row.
final class LabelTree {
  private static final long MANY = 1_000_000_000_000_000L;

  private final int labels;
  private final int[] left;
  private final int[] right;

  /// @param counts of the labels, descending
  LabelTree(List<Long> counts) {
    labels = counts.size();
    int nodes = 2 * labels - 1;
    left = new int[nodes];
    right = new int[nodes];
    long[] weights = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      weights[i] = i < labels ? counts.get(i) : MANY;
    }
    int leaf = labels - 1;
    int node = labels;
    for (int i = labels; i < nodes; i++) {
      int[] pair = new int[2];
      for (int j = 0; j < 2; j++) {
        boolean takesLeaf = leaf >= 0 && weights[leaf] < weights[node];
        pair[j] = takesLeaf ? leaf-- : node++;
      }
      left[i] = pair[0];
      right[i] = pair[1];
      weights[i] = weights[pair[0]] + weights[pair[1]];
    }
  }

  /// Writes what fastText's depth-first search finds for each label.
  void predict(Matrix output, float[] hidden, double[] result) {
    float[] scores = new float[left.length];
    for (int node = left.length - 1; node >= labels; node--) { // parents come behind children
      float value = output.dot(hidden, node - labels);
      float share = (float) (1.0 / (1.0 + StrictMath.exp(-value)));
      scores[left[node]] = scores[node] + FastTextModel.logarithm(1.0 - share);
      scores[right[node]] = scores[node] + FastTextModel.logarithm(share);
    }
    for (int i = 0; i < labels; i++) {
      result[i] = StrictMath.exp(scores[i]);
    }
  }
}
