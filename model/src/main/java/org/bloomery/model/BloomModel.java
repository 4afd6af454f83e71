package org.bloomery.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A BLOOM model on one device: its weights, its program of segments, and its tied head.
///
/// A training step is: [ParameterStore#zeroGradients], [#addGradients] for each micro-batch, an
/// optimiser step on the store's flat buffers, [ParameterStore#refreshShadows].
public final class BloomModel implements AutoCloseable {

  private final BloomShape shape;
  private final BloomParameters parameters;
  private final ParameterStore store;
  private final AlibiBias bias;
  private final Program program;
  private final VocabularyLoss loss;
  private @Nullable Workers workers;
  private PassTimes times = PassTimes.OFF;

  private BloomModel(BloomShape shape, double initialStd, Precision precision) {
    this.shape = shape;
    this.parameters = BloomParameters.of(shape, initialStd);
    this.store = new ParameterStore(parameters.all(), precision);
    this.bias = new AlibiBias(shape.heads(), 0, shape.heads(), precision);
    this.program =
        new BloomProgram(shape, store, parameters, bias, RowCut.WHOLE)
            .of(ModelRange.whole(shape.layers()), 0);
    this.loss = VocabularyLoss.of(precision, shape.vocabulary());
  }

  /// A model with initial weights drawn from `seed`; matrices have standard deviation `initialStd`.
  public static BloomModel create(
      BloomShape shape, double initialStd, Precision precision, long seed) {
    BloomModel model = new BloomModel(shape, initialStd, precision);
    model.store.initialise(seed);
    return model;
  }

  /// A model of zeros, to be filled through [#store].
  public static BloomModel empty(BloomShape shape, Precision precision) {
    return new BloomModel(shape, 1, precision);
  }

  /// Lets `workers` share the sequences of every batch from now on; they stay the caller's to
  /// close. Their number changes no bit of the results.
  public void use(Workers workers) {
    this.workers = workers;
  }

  /// Counts the time of training passes in `times` from now on.
  public void measure(PassTimes times) {
    this.times = times;
  }

  /// Forward and backward of one micro-batch: adds `scale` times the gradient of the summed token
  /// losses to the store. For a mean over an optimiser step, `scale` is one over the targets of all
  /// its micro-batches.
  ///
  /// @return the sum of the token losses, in nats
  public double addGradients(TokenBatch batch, Dropout dropout, boolean recompute, double scale) {
    List<TokenBatch> sequences = batch.split(batch.samples());
    GradientTurns turns = new GradientTurns(store.gradientBuffer(), sequences.size());
    double[] losses =
        passes(
            sequences.size(),
            pass -> {
              Pass given = new Pass(sequences.get(pass), dropout);
              try {
                return addGradients(given, recompute, scale, turns.of(pass));
              } catch (RuntimeException | Error e) {
                turns.fail(e);
                throw e;
              }
            });
    turns.finish();
    return Arrays.stream(losses).sum();
  }

  private double[] addGradients(Pass pass, boolean recompute, double scale, GradientSink into) {
    try (Scope _ = Scope.open()) {
      SegmentWalk walk = new SegmentWalk(program, store, Exchanges.NONE, recompute, times);
      Trace trace = walk.forward(pass);
      Tensor hidden = trace.output();
      Tensor gradient = torch.empty_like(hidden);
      long start = times.start();
      double[] losses =
          loss.lossesAndGradients(
              hidden,
              store.leaf(parameters.tokens()),
              pass.batch().targets(),
              scale,
              new VocabularyLoss.Gradients(
                  gradient, (tile, change) -> into.add(parameters.tokens(), tile, change)));
      times.add("head and loss", PassTimes.Way.FORWARD, start);
      trace.backward(gradient, into);
      return losses;
    }
  }

  /// −log p of each target in nats, (samples × length) in row-major order; 0 where there is none.
  /// No dropout, no gradients.
  public double[] losses(TokenBatch batch) {
    List<TokenBatch> sequences = batch.split(batch.samples());
    return passes(sequences.size(), pass -> losses(sequences, pass));
  }

  private double[] losses(List<TokenBatch> sequences, int pass) {
    try (Scope _ = Scope.open()) {
      TokenBatch sequence = sequences.get(pass);
      return loss.losses(hidden(sequence), store.leaf(parameters.tokens()), sequence.targets());
    }
  }

  /// Runs passes `0 … count-1`, begun in order, on the workers; gives their results in order.
  private double[] passes(int count, IntFunction<double[]> pass) {
    double[][] results = new double[count][];
    if (workers == null) {
      Arrays.setAll(results, pass);
    } else {
      workers.forEach(count, number -> results[number] = pass.apply(number));
    }
    return Arrays.stream(results).flatMapToDouble(Arrays::stream).toArray();
  }

  /// Logits of each position, (samples × length × vocabulary) in row-major order; for short inputs.
  public float[] logits(TokenBatch batch) {
    try (Scope _ = Scope.open()) {
      return Tensors.floats(
          Autograd.silent(() -> torch.linear(hidden(batch), store.leaf(parameters.tokens()))));
    }
  }

  /// Output of the final norm, (tokens, hidden); belongs to the caller's scope.
  Tensor hidden(TokenBatch batch) {
    SegmentWalk walk = new SegmentWalk(program, store, Exchanges.NONE, true);
    return walk.infer(new Pass(batch, Dropout.NONE));
  }

  /// Its sizes.
  public BloomShape shape() {
    return shape;
  }

  /// Its weights and gradients.
  public ParameterStore store() {
    return store;
  }

  /// Its parameters by place.
  public BloomParameters parameters() {
    return parameters;
  }

  /// Its segments, from tokens to the final norm.
  public Program segments() {
    return program;
  }

  /// Frees the weights.
  @Override
  public void close() {
    bias.close();
    store.close();
  }
}
