package org.bloomery.spark.sorted;

import java.io.Serializable;

/// Which partition a row belongs to, by its first column. Rows of a later partition always sort
/// after those of an earlier one.
public sealed interface RowPartitions extends Serializable {
  int count();

  int of(long first);

  /// Equal ranges of evenly spread hashes.
  record OfHashes(int count) implements RowPartitions {
    @Override
    public int of(long first) {
      return (int) Math.unsignedMultiplyHigh(first, count);
    }
  }

  /// One for each value of the upper 32 bits: the unit of an address.
  record OfUnits(int count) implements RowPartitions {
    @Override
    public int of(long first) {
      return (int) (first >>> 32);
    }
  }
}
