package org.bloomery.train.data;

import java.util.List;

/// A token set in memory.
public record ListedTokens(List<int[]> list) implements TokenSet {

  @Override
  public int documents() {
    return list.size();
  }

  @Override
  public int length(int document) {
    return list.get(document).length;
  }

  @Override
  public void read(int document, int offset, int count, int[] target, int position) {
    System.arraycopy(list.get(document), offset, target, position, count);
  }
}
