package org.bloomery.spark;

import org.apache.spark.Partitioner;
import org.bloomery.curate.ContentHash;

/// Puts documents with the same content hash into the same partition, independently of workers.
final class HashPartitions extends Partitioner {
  private static final long serialVersionUID = 1;

  private final int partitions;

  HashPartitions(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (int) Long.remainderUnsigned(ContentHash.bits((String) key), partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashPartitions same && same.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
