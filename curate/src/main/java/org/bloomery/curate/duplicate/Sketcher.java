package org.bloomery.curate.duplicate;

/// A measure of likeness of texts. Candidates are documents that share a key; whether they are
/// alike is said by comparing their evidence. Instances keep buffers and belong to one thread.
public sealed interface Sketcher permits MinHash, SimHash {
  /// Keys of every document.
  int keysPerDocument();

  /// Reads a text; the other methods speak of the last one read.
  ///
  /// @return false if nothing in it can be compared, so that it has no duplicates
  boolean read(String text);

  /// Writes the keys of the text.
  ///
  /// @param keys holds [#keysPerDocument] from `from` on
  void keys(long[] keys, int from);

  /// What of the text is compared.
  long[] evidence();

  /// How alike two texts are, in [0, 1].
  double similarity(long[] evidence, long[] other);

  /// The least similarity of duplicates.
  double threshold();
}
