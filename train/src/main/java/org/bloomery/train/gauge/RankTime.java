package org.bloomery.train.gauge;

/// How one rank spent the training steps so far.
///
/// @param computing seconds of its own
/// @param waiting seconds in collectives: moving data, and waiting for others to come
public record RankTime(double computing, double waiting) {
  /// What was spent since `before`.
  public RankTime since(RankTime before) {
    return new RankTime(computing - before.computing, waiting - before.waiting);
  }
}
