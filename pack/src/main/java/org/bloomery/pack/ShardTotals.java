package org.bloomery.pack;

/// What a shard holds.
///
/// @param tokens the `</s>` of each document included
record ShardTotals(long documents, long tokens) {
  static final ShardTotals NONE = new ShardTotals(0, 0);
}
