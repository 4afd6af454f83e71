package org.bloomery.train.parallel;

import org.bloomery.model.BloomPart;
import org.bloomery.model.PassTimes;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.WaitTimes;
import org.bytedeco.pytorch.Tensor;

/// The end of the last stage: the loss over a vocabulary that is whole here, or shared.
final class Head {
  private final BloomPart part;
  private final Communicator shares;
  private final SharedVocabularyLoss shared;
  private final WaitTimes waits;
  private PassTimes times = PassTimes.OFF;

  /// @param waits of the rank, which do not count as computing
  Head(BloomPart part, Communicator shares, WaitTimes waits) {
    this.waits = waits;
    this.part = part;
    this.shares = shares;
    this.shared = new SharedVocabularyLoss(shares, part.store().precision(), part.firstToken());
  }

  /// Counts the time of training passes in `times` from now on.
  void measure(PassTimes times) {
    this.times = times;
  }

  /// Losses of each row of `hidden` (tokens, hidden), nats.
  double[] losses(Tensor hidden, TokenBatch batch) {
    return shares.size() == 1 ? part.losses(hidden, batch) : shared.losses(hidden, table(), batch);
  }

  /// The same, and puts `scale` times the gradient of their sum by `hidden` into `gradient`, of
  /// which each share has its part, and adds that by the table to the part's gradients.
  double[] lossesAndGradients(Tensor hidden, TokenBatch batch, double scale, Tensor gradient) {
    long start = times.start();
    long waited = waits.total();
    double[] losses = run(hidden, batch, scale, gradient);
    times.add("head and loss", PassTimes.Way.FORWARD, start + waits.total() - waited);
    return losses;
  }

  private double[] run(Tensor hidden, TokenBatch batch, double scale, Tensor gradient) {
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
