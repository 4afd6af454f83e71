package org.bloomery.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
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
  /// The part of [PassTimes] that one thread does alone, while the workers wait.
  public static final String SUM_OF_WORKERS = "sum over workers";

  private final BloomShape shape;
  private final BloomParameters parameters;
  private final ParameterStore store;
  private final AlibiBias bias;
  private final Program program;
  private final VocabularyLoss loss;
  private final List<GradientBuffer> partGradients = new ArrayList<>();
  private @Nullable Workers workers;
  private PassTimes times = PassTimes.OFF;

  private BloomModel(BloomShape shape, double initialStd, Precision precision) {
    this.shape = shape;
    this.parameters = BloomParameters.of(shape, initialStd);
    this.store = new ParameterStore(parameters.all(), precision);
    this.bias = new AlibiBias(shape.heads(), 0, shape.heads(), precision);
    this.program =
        new BloomProgram(shape, store, parameters, bias).of(ModelRange.whole(shape.layers()), 0);
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
  /// close. The number of workers changes the order of sums, so the last bits of gradients.
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
    List<TokenBatch> parts = parts(batch);
    while (partGradients.size() < parts.size() - 1) {
      partGradients.add(new GradientBuffer(store));
    }
    List<Supplier<double[]>> tasks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      TokenBatch part = parts.get(i);
      GradientBuffer into = i == 0 ? store.gradientBuffer() : partGradients.get(i - 1);
      tasks.add(() -> addGradients(part, dropout, recompute, scale, into));
    }
    double[] losses = joined(tasks);
    long start = times.start();
    for (int i = 1; i < parts.size(); i++) {
      store.gradientBuffer().take(partGradients.get(i - 1));
    }
    times.add(SUM_OF_WORKERS, PassTimes.Way.BACKWARD, start);
    return Arrays.stream(losses).sum();
  }

  private double[] addGradients(
      TokenBatch batch, Dropout dropout, boolean recompute, double scale, GradientBuffer into) {
    try (Scope _ = Scope.open()) {
      SegmentWalk walk = new SegmentWalk(program, store, Exchanges.NONE, recompute, times);
      Trace trace = walk.forward(new Pass(batch, dropout));
      Tensor hidden = trace.output();
      Tensor gradient = torch.empty_like(hidden);
      long start = times.start();
      double[] losses =
          loss.lossesAndGradients(
              hidden,
              store.leaf(parameters.tokens()),
              batch.targets(),
              scale,
              new VocabularyLoss.Gradients(gradient, into.of(parameters.tokens())));
      times.add("head and loss", PassTimes.Way.FORWARD, start);
      trace.backward(gradient, into);
      return losses;
    }
  }

  /// −log p of each target in nats, (samples × length) in row-major order; 0 where there is none.
  /// No dropout, no gradients.
  public double[] losses(TokenBatch batch) {
    return joined(
        parts(batch).stream().map(part -> (Supplier<double[]>) () -> partLosses(part)).toList());
  }

  private double[] partLosses(TokenBatch batch) {
    try (Scope _ = Scope.open()) {
      return loss.losses(hidden(batch), store.leaf(parameters.tokens()), batch.targets());
    }
  }

  private List<TokenBatch> parts(TokenBatch batch) {
    return workers == null ? List.of(batch) : batch.split(workers.count());
  }

  private double[] joined(List<Supplier<double[]>> tasks) {
    if (workers == null) {
      return tasks.getFirst().get();
    }
    return workers.run(tasks).stream().flatMapToDouble(Arrays::stream).toArray();
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
    partGradients.forEach(GradientBuffer::close);
    bias.close();
    store.close();
  }
}
