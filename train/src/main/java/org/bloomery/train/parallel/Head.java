package org.bloomery.train.parallel;

import org.bloomery.model.BloomPart;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.collective.Communicator;
import org.bytedeco.pytorch.Tensor;

/// The end of the last stage: the loss over a vocabulary that is whole here, or shared.
final class Head {
  private final BloomPart part;
  private final Communicator shares;
  private final SharedVocabularyLoss shared;

  Head(BloomPart part, Communicator shares) {
    this.part = part;
    this.shares = shares;
    this.shared = new SharedVocabularyLoss(shares, part.store().precision(), part.firstToken());
  }

  /// Losses of each row of `hidden` (tokens, hidden), nats.
  double[] losses(Tensor hidden, TokenBatch batch) {
    return shares.size() == 1 ? part.losses(hidden, batch) : shared.losses(hidden, table(), batch);
  }

  /// The same, and puts `scale` times the gradient of their sum by `hidden` into `gradient`, of
  /// which each share has its part, and adds that by the table to the part's gradients.
  double[] lossesAndGradients(Tensor hidden, TokenBatch batch, double scale, Tensor gradient) {
    return shares.size() == 1
        ? part.lossesAndGradients(hidden, batch, scale, gradient)
        : shared.lossesAndGradients(
            hidden,
            table(),
            batch,
            scale,
            new SharedVocabularyLoss.Gradients(
                gradient, part.store().gradient(part.parameters().tokens())));
  }

  private Tensor table() {
    return part.store().leaf(part.parameters().tokens());
  }
}
