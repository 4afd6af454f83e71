package org.bloomery.train.data;

/// Documents of token ids that can be read at random.
public interface TokenSet {
  /// Number of documents.
  int documents();

  /// Tokens of one document, its end-of-document token included.
  int length(int document);

  /// Copies `count` token ids of `document`, from its token `offset` on, to `target[position…]`.
  void read(int document, int offset, int count, int[] target, int position);

  /// Refuses tokens that are no longer those that were opened.
  default void requireUnchanged() {}

  /// Tokens of all documents.
  default long tokens() {
    long sum = 0;
    for (int d = 0; d < documents(); d++) {
      sum += length(d);
    }
    return sum;
  }
}
