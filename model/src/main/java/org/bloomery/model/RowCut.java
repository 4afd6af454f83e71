package org.bloomery.model;

/// Which rows of the activations between branches belong here: of (samples · length) rows the
/// `part`-th of `parts` equal runs. Where shares of a model cut the sequence, too, each keeps its
/// run alone, and whole rows exist only within branches (Korthikanti et al., arXiv:2205.05198,
/// section 4.2.2).
///
/// @param part counted from 0
record RowCut(int part, int parts) {
  /// All rows.
  static final RowCut WHOLE = new RowCut(0, 1);

  /// Whether rows lie elsewhere.
  boolean cuts() {
    return parts > 1;
  }

  /// How many rows of a batch belong here.
  ///
  /// @throws IllegalArgumentException if they cannot be cut into equal runs
  int rows(TokenBatch batch) {
    if (batch.tokens() % parts != 0) {
      throw new IllegalArgumentException(
          "%d sequences of %d tokens cannot be cut into %d equal runs of rows"
              .formatted(batch.samples(), batch.length(), parts));
    }
    return batch.tokens() / parts;
  }

  /// The first of them.
  int first(TokenBatch batch) {
    return part * rows(batch);
  }
}
