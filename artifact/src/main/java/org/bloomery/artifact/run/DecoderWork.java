package org.bloomery.artifact.run;

/// Floating-point operations that training asks of a decoder, a multiply and an add counted as two.
///
/// The plan foretells with these formulas and training reports by them; the two rooms share no
/// other room than this one, and would drift apart with a formula each.
///
/// The count is that of Narayanan et al. 2021 ("Efficient Large-Scale Language Model Training on
/// GPU Clusters", arXiv:2104.04473, appendix): per token 24lh² + 4lhs for the blocks and 2hV for
/// the head, forward; backward costs twice as much. Attention counts over the full square, since
/// the masked half is usually computed too. Megatron-DeepSpeed writes it as 24·F·l·h²(1 + s/6h +
/// V/16lh) with F = 4 for full recomputation and F = 3 without; its last term is right for F = 4
/// only, since the head is never computed again, and would count the head at three quarters for F =
/// 3, where V/12lh is exact.
///
/// @param layers l, blocks
/// @param hidden h, width of the residual stream
/// @param context s, tokens of a sequence
/// @param vocabulary V, rows of the embedding, padding included
public record DecoderWork(long layers, long hidden, long context, long vocabulary) {

  /// Forward and backward of one token: 72lh²(1 + s/6h + V/12lh), what the model asks for.
  public double perToken() {
    return 72 * blocks() * (1 + attention() / 6 + vocabulary / (12.0 * layers * hidden));
  }

  /// The same with every block's forward pass done again in backward: 96lh²(1 + s/6h + V/16lh).
  public double perTokenWithRecompute() {
    return 96 * blocks() * (1 + attention() / 6 + vocabulary / (16.0 * layers * hidden));
  }

  private double blocks() {
    return (double) layers * hidden * hidden;
  }

  private double attention() {
    return (double) context / hidden;
  }
}
