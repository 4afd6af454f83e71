package org.bloomery.train.parallel;

import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Reduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The tied head and the cross-entropy where each rank holds some rows of the vocabulary (Shoeybi
/// et al., "Megatron-LM", arXiv:1909.08053, section 3): instead of logits, the ranks exchange three
/// numbers a row, the largest logit, the sum of exponentials and the target's logit.
///
/// With p = softmax(logits), the gradient of a row's loss by its logits is p − onehot(target); each
/// rank has the columns that it holds, and its part of the gradient by the hidden activations.
final class SharedVocabularyLoss {
  /// Logits that exist at once.
  private static final int CHUNK_LOGITS = 1 << 20;

  private static final int LEAST_CHUNK_ROWS = 64;

  private final Communicator group;
  private final Precision precision;
  private final long firstToken;

  /// @param firstToken of the rows that this rank holds
  SharedVocabularyLoss(Communicator group, Precision precision, long firstToken) {
    this.group = group;
    this.precision = precision;
    this.firstToken = firstToken;
  }

  /// Where gradients go.
  ///
  /// @param hidden (tokens, hidden) in the compute type; overwritten by this rank's part
  /// @param table (rows held, hidden) in the master type; added to
  record Gradients(Tensor hidden, Tensor table) {}

  /// −log p(target) of each row in nats, 0 where nothing counts: the same at every rank.
  ///
  /// @param hidden (tokens, hidden)
  /// @param table (rows held, hidden)
  double[] losses(Tensor hidden, Tensor table, TokenBatch batch) {
    return Autograd.silent(() -> run(hidden, table, batch.targets(), 0, null));
  }

  /// As [#losses], and gives `scale` times the gradients of their sum to `into`.
  double[] lossesAndGradients(
      Tensor hidden, Tensor table, TokenBatch batch, double scale, Gradients into) {
    return Autograd.silent(() -> run(hidden, table, batch.targets(), scale, into));
  }

  private double[] run(
      Tensor hidden, Tensor table, int[] targets, double scale, @Nullable Gradients into) {
    double[] losses = new double[targets.length];
    int rows = Math.max(LEAST_CHUNK_ROWS, (int) (CHUNK_LOGITS / table.size(0)));
    for (int start = 0; start < targets.length; start += rows) {
      Rows chunk = new Rows(targets, start, Math.min(rows, targets.length - start), table.size(0));
      try (Scope _ = Scope.open()) {
        chunk(hidden, table, chunk, losses, scale, into);
      }
    }
    return losses;
  }

  /// Which rows count, and which of their targets are held here.
  private final class Rows {
    final int start;
    final int count;
    final double[] counts;
    final double[] held;
    final long[] columns;

    Rows(int[] targets, int start, int count, long width) {
      this.start = start;
      this.count = count;
      this.counts = new double[count];
      this.held = new double[count];
      this.columns = new long[count];
      for (int i = 0; i < count; i++) {
        long column = targets[start + i] - firstToken;
        boolean wanted = targets[start + i] != TokenBatch.NO_TARGET;
        boolean own = wanted && column >= 0 && column < width;
        counts[i] = wanted ? 1 : 0;
        held[i] = own ? 1 : 0;
        columns[i] = own ? column : 0;
      }
    }

    Tensor column(double[] values) {
      return Tensors.of(values, count, 1).to(precision.master());
    }
  }

  private void chunk(
      Tensor hidden,
      Tensor table,
      Rows rows,
      double[] losses,
      double scale,
      @Nullable Gradients into) {
    Tensor x = hidden.narrow(0, rows.start, rows.count); // (rows, hidden)
    Tensor logits = torch.linear(x, table).to(precision.master()); // (rows, rows held)
    Tensor maximum = logits.amax(new long[] {1}, true); // (rows, 1)
    group.allReduce(maximum, Reduction.MAXIMUM);
    Tensor shifted = logits.sub(maximum);
    Tensor columns = Tensors.of(rows.columns, rows.count, 1);
    Tensor held = rows.column(rows.held);
    Tensor target = shifted.gather(1, columns).mul(held); // (rows, 1), 0 where another holds it
    Tensor exponentials = shifted.exp_(); // (rows, rows held)
    Tensor sum = exponentials.sum(new long[] {1}, true, Tensors.in(precision.master()));
    group.allReduce(target, Reduction.SUM);
    group.allReduce(sum, Reduction.SUM);
    double[] found = Tensors.doubles(sum.log().sub(target));
    for (int i = 0; i < rows.count; i++) {
      losses[rows.start + i] = rows.counts[i] == 0 ? 0 : found[i];
    }
    if (into != null) {
      Tensor gradient = exponentials.div_(sum).scatter_add_(1, columns, held.neg()); // p − onehot
      Tensor narrow = gradient.to(precision.compute());
      Tensor weight = rows.column(rows.counts).mul_(new Scalar(scale)).to(precision.compute());
      into.hidden.narrow(0, rows.start, rows.count).copy_(narrow.mm(table).mul_(weight));
      into.table.add_(narrow.t().mm(x.mul(weight)));
    }
  }
}
