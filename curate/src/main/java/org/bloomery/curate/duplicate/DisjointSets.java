package org.bloomery.curate.duplicate;

import java.util.Arrays;

/// Clusters of connected documents: union-find, the root of a set always its smallest member, so
/// that the result does not depend on the order of the connections. 4 bytes a document.
public final class DisjointSets {
  private final int[] parents;

  public DisjointSets(int documents) {
    parents = new int[documents];
    Arrays.setAll(parents, i -> i);
  }

  public void join(int a, int b) {
    int x = root(a);
    int y = root(b);
    parents[Math.max(x, y)] = Math.min(x, y);
  }

  /// The smallest member of the set.
  public int root(int document) {
    int root = document;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]]; // halves the path (Tarjan and van Leeuwen 1984)
      root = parents[root];
    }
    return root;
  }
}
