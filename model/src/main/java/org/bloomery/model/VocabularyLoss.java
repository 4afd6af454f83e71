package org.bloomery.model;

import java.util.Arrays;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The tied head and the cross-entropy over the vocabulary, forward and backward in one pass over
/// chunks of rows, so that the (tokens, vocabulary) logits never exist whole.
///
/// The backward is written by hand: with p = softmax(logits), the gradient of the loss of a row by
/// its logits is p − onehot(target). Logits are products in the compute type; everything after is
/// in the master type.
final class VocabularyLoss {
  /// Logits that exist at once: 4 MB in fp32, so that the passes over them stay in the cache.
  private static final int CHUNK_LOGITS = 1 << 20;

  /// Fewer rows than this make the products of a chunk slow.
  private static final int LEAST_CHUNK_ROWS = 64;

  private final Precision precision;
  private final int chunkRows;

  VocabularyLoss(Precision precision, int chunkRows) {
    this.precision = precision;
    this.chunkRows = chunkRows;
  }

  /// With chunks of a size that suits the vocabulary.
  static VocabularyLoss of(Precision precision, int vocabulary) {
    return new VocabularyLoss(precision, Math.max(LEAST_CHUNK_ROWS, CHUNK_LOGITS / vocabulary));
  }

  /// Losses of each row, without gradients: −log p(target) in nats, 0 where nothing counts.
  ///
  /// @param hidden (tokens, hidden)
  /// @param table (vocabulary, hidden)
  double[] losses(Tensor hidden, Tensor table, int[] targets) {
    return Autograd.silent(() -> run(hidden, table, targets, null));
  }

  /// As [#losses], and adds `scale` times the gradients of their sum to `into`.
  double[] lossesAndGradients(
      Tensor hidden, Tensor table, int[] targets, double scale, Gradients into) {
    return Autograd.silent(() -> run(hidden, table, targets, new Backward(scale, into)));
  }

  /// Where gradients go.
  ///
  /// @param hidden (tokens, hidden) in the compute type; overwritten
  /// @param table (vocabulary, hidden) in the master type; added to
  record Gradients(Tensor hidden, Tensor table) {}

  private record Backward(double scale, Gradients into) {}

  private double[] run(Tensor hidden, Tensor table, int[] targets, @Nullable Backward backward) {
    double[] losses = new double[targets.length];
    for (int start = 0; start < targets.length; start += chunkRows) {
      int rows = Math.min(chunkRows, targets.length - start);
      try (Scope _ = Scope.open()) {
        chunk(hidden, table, targets, start, rows, losses, backward);
      }
    }
    return losses;
  }

  private void chunk(
      Tensor hidden,
      Tensor table,
      int[] targets,
      int start,
      int rows,
      double[] losses,
      @Nullable Backward backward) {
    int[] wanted = Arrays.copyOfRange(targets, start, start + rows);
    double[] counts = new double[rows];
    for (int i = 0; i < rows; i++) {
      counts[i] = wanted[i] == TokenBatch.NO_TARGET ? 0 : 1;
      wanted[i] = Math.max(wanted[i], 0);
    }
    Tensor index = Tensors.of(wanted, rows, 1);
    Tensor x = hidden.narrow(0, start, rows); // (rows, hidden)
    Tensor logits = torch.linear(x, table).to(precision.master()); // (rows, vocabulary)
    Tensor logProbabilities = logits.log_softmax(-1);
    double[] found = Tensors.doubles(logProbabilities.gather(1, index));
    for (int i = 0; i < rows; i++) {
      losses[start + i] = counts[i] == 0 ? 0 : -found[i];
    }
    if (backward == null) {
      return;
    }
    // p − onehot. The scale, 0 in rows that do not count, goes to the narrow factors of the
    // products.
    Tensor gradient = logProbabilities.exp_();
    gradient.scatter_add_(
        1, index, torch.full(new long[] {rows, 1}, new Scalar(-1.0), gradient.options()));
    Tensor narrow = gradient.to(precision.compute()); // (rows, vocabulary)
    Tensor weight =
        Tensors.of(counts, rows, 1).mul_(new Scalar(backward.scale)).to(precision.compute());
    Tensor hiddenGradient = backward.into.hidden.narrow(0, start, rows);
    torch.mm_out(hiddenGradient, narrow, table);
    hiddenGradient.mul_(weight);
    Tensor weighted = x.mul(weight);
    Tensor sum = backward.into.table;
    if (precision.compute() == precision.master()) {
      sum.addmm_(narrow.t(), weighted);
    } else {
      sum.add_(narrow.t().mm(weighted));
    }
  }
}
