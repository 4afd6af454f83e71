package org.bloomery.curate.ngram;

/// Where a model's n-grams are looked up.
interface NgramTables extends AutoCloseable {
  int order();

  /// Where an n-gram stands in the table of its length, or -1.
  long find(int length, long key);

  /// Logarithm to base 10 of the probability of the last token.
  float probability(int length, long slot);

  /// Logarithm to base 10 of the weight of shorter contexts behind this one; 0 for the longest.
  float backOff(int length, long slot);

  @Override
  default void close() {}
}
