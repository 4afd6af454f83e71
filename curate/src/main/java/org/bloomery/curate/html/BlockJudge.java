package org.bloomery.curate.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Small decision trees whose sum says whether a block belongs to the main text (gradient boosting,
/// J. Friedman, Annals of Statistics 29, 2001). `peers/train_main_text.py` learned them from one
/// half of the annotated pages; `MainTextGoldTest` measures on the other half.
///
/// The resource `main-text-trees.tsv` holds a node a line, the trees after each other, parents
/// first: `feature threshold left right` with positions of nodes counted from 0 over all trees, or
/// `value` for a leaf; an empty line ends a tree. A block goes left when the feature is at most the
/// threshold.
final class BlockJudge {
  private static final BlockJudge SHARED = read();

  private final int[] roots;
  private final int[] feature;
  private final float[] value;
  private final int[] left;
  private final int[] right;

  private BlockJudge(List<Integer> starts, List<String[]> nodes) {
    roots = starts.stream().mapToInt(Integer::intValue).toArray();
    feature = new int[nodes.size()];
    value = new float[nodes.size()];
    left = new int[nodes.size()];
    right = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      String[] cells = nodes.get(i);
      boolean leaf = cells.length == 1;
      feature[i] = leaf ? -1 : Integer.parseInt(cells[0]);
      value[i] = Float.parseFloat(cells[leaf ? 0 : 1]);
      left[i] = leaf ? 0 : Integer.parseInt(cells[2]);
      right[i] = leaf ? 0 : Integer.parseInt(cells[3]);
    }
  }

  static BlockJudge shared() {
    return SHARED;
  }

  /// The logarithm of the odds that the block with these [BlockFeatures] is main text.
  double score(float[] features) {
    double sum = 0;
    for (int root : roots) {
      int node = root;
      while (feature[node] >= 0) {
        node = features[feature[node]] <= value[node] ? left[node] : right[node];
      }
      sum += value[node];
    }
    return sum;
  }

  private static BlockJudge read() {
    InputStream resource = BlockJudge.class.getResourceAsStream("main-text-trees.tsv");
    if (resource == null) {
      throw new IllegalStateException("main-text-trees.tsv is missing from the build");
    }
    List<Integer> starts = new ArrayList<>();
    List<String[]> nodes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      boolean fresh = true;
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.startsWith("#")) {
          continue;
        }
        if (line.isEmpty()) {
          fresh = true;
          continue;
        }
        if (fresh) {
          starts.add(nodes.size());
          fresh = false;
        }
        nodes.add(line.split("\t", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BlockJudge(starts, nodes);
  }
}
