package org.bloomery.model;

import java.util.Arrays;
import java.util.function.Consumer;
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
  /// Rows of the table whose gradient is added at once.
  private static final int TILE = 4096;

  private static final long[] LAST = {-1};

  /// Logits that exist at once in a thread: 64 MB in fp32.
  private static final int CHUNK_LOGITS = 1 << 24;

  /// Fewer rows than this make the products of a chunk slow, as all of the table is read for them;
  /// more than the most make them no faster.
  private static final int LEAST_CHUNK_ROWS = 128;

  private static final int MOST_CHUNK_ROWS = 512;

  private final Precision precision;
  private final int chunkRows;

  VocabularyLoss(Precision precision, int chunkRows) {
    this.precision = precision;
    this.chunkRows = chunkRows;
  }

  /// With chunks of a size that suits the vocabulary.
  static VocabularyLoss of(Precision precision, int vocabulary) {
    return new VocabularyLoss(
        precision, Math.clamp(CHUNK_LOGITS / vocabulary, LEAST_CHUNK_ROWS, MOST_CHUNK_ROWS));
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
  /// @param table adds to the gradient of the table in tiles, each tile once a chunk
  record Gradients(Tensor hidden, Table table) {}

  /// The gradient of the table.
  interface Table {
    /// Lets `change` add to tile number `tile`.
    ///
    /// @param change receives the whole sum, (vocabulary, hidden), in the master type
    void add(int tile, Consumer<Tensor> change);
  }

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
    Tensor logits = logits(x, table);
    // With m the largest logit, softmax is 1/sum(exp(logit − m)) there, so that
    // −log p(target) = m − logit(target) − log(softmax at m), however unlikely the target is.
    double[] largest = Tensors.doubles(logits.amax(LAST, true));
    double[] found = Tensors.doubles(logits.gather(1, index));
    torch.softmax_out(logits, logits, -1); // from here on probabilities
    double[] top = Tensors.doubles(logits.amax(LAST, true));
    for (int i = 0; i < rows; i++) {
      losses[start + i] = counts[i] == 0 ? 0 : largest[i] - found[i] - Math.log(top[i]);
    }
    if (backward == null) {
      return;
    }
    // p − onehot. The scale, 0 in rows that do not count, goes to the narrow factors of the
    // products.
    logits.scatter_add_(
        1, index, torch.full(new long[] {rows, 1}, new Scalar(-1.0), logits.options()));
    Tensor gradient = logits.to(precision.compute()); // (rows, vocabulary)
    Tensor weight =
        Tensors.of(counts, rows, 1).mul_(new Scalar(backward.scale)).to(precision.compute());
    Tensor hiddenGradient = backward.into.hidden.narrow(0, start, rows);
    torch.mm_out(hiddenGradient, gradient, table);
    hiddenGradient.mul_(weight);
    addToTable(backward.into.table, start / chunkRows, gradient, x.mul(weight));
  }

  /// (rows, vocabulary) in the master type. In tiles, as BLAS repacks all columns that it is given
  /// at once into memory of its own.
  private Tensor logits(Tensor x, Tensor table) {
    long vocabulary = table.size(0);
    Tensor logits = torch.empty(new long[] {x.size(0), vocabulary}, x.options(), null);
    for (long first = 0; first < vocabulary; first += TILE) {
      long columns = Math.min(TILE, vocabulary - first);
      torch.mm_out(logits.narrow(1, first, columns), x, table.narrow(0, first, columns).t());
    }
    return logits.to(precision.master());
  }

  /// In tiles of the vocabulary, so that threads that add to the same table wait for one tile of
  /// each other and not for all of it.
  private static void addToTable(Table into, int chunk, Tensor gradient, Tensor weighted) {
    long vocabulary = gradient.size(1);
    int tiles = (int) ((vocabulary + TILE - 1) / TILE);
    for (int tile = 0; tile < tiles; tile++) {
      long first = (long) tile * TILE;
      long rows = Math.min(TILE, vocabulary - first);
      Tensor columns = gradient.narrow(1, first, rows).t();
      into.add(
          chunk * tiles + tile,
          sum -> LinearGradients.addProduct(sum.narrow(0, first, rows), columns, weighted));
    }
  }
}
