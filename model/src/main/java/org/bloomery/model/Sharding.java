package org.bloomery.model;

/// How a parameter may be cut over the ranks of a tensor-parallel group (Shoeybi et al.,
/// "Megatron-LM", arXiv:1909.08053, section 3).
public enum Sharding {
  /// Every rank holds it whole.
  REPLICATED,
  /// By dim 0, its output features: a column-parallel linear in Megatron's words. The rows of the
  /// fused query, key and value are ordered by head, so a contiguous cut gives whole heads.
  OUTPUT,
  /// By dim 1, its input features: a row-parallel linear.
  INPUT,
  /// By dim 0, its tokens.
  VOCABULARY
}
