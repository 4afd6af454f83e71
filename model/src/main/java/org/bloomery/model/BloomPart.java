package org.bloomery.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A part of a BLOOM model on one device: some ranges of its layers, and of each matrix there one
/// of several equal shares. With all layers and the only share it is the whole model.
///
/// It knows what it holds, but not who holds the rest: whoever runs it hands in what exchanges do
/// and carries activations from range to range.
public final class BloomPart implements AutoCloseable {
  private final BloomShape shape;
  private final List<ModelRange> ranges;
  private final List<ParameterSlice> slices = new ArrayList<>();
  private final BloomParameters parameters;
  private final ParameterStore store;
  private final AlibiBias bias;
  private final RowCut rows;
  private final BloomProgram program;
  private final List<Program> programs;
  private final VocabularyLoss loss;
  private PassTimes times = PassTimes.OFF;

  /// A part of zeros.
  ///
  /// @param ranges in the order in which [#forward] counts them
  /// @param share of `shares`
  /// @param rowsCut whether the rows between branches are cut into as many shares, too
  /// @param bufferShares runs of equal length that the flat buffers can be cut into
  public BloomPart(
      BloomShape shape,
      double initialStd,
      Precision precision,
      List<ModelRange> ranges,
      int share,
      int shares,
      boolean rowsCut,
      int bufferShares) {
    this.shape = shape;
    this.ranges = List.copyOf(ranges);
    BloomParameters whole = BloomParameters.of(shape, initialStd);
    Map<String, ParameterSlice> cut = new LinkedHashMap<>();
    whole.all().forEach(p -> cut.put(p.name(), ParameterSlice.of(p, share, shares)));
    this.parameters = whole.map(p -> slice(cut, p).held());
    for (Parameter held : parameters.of(ranges)) {
      slices.add(slice(cut, held));
    }
    this.store = new ParameterStore(parameters.of(ranges), precision, bufferShares);
    int firstHead = shape.heads() * share / shares;
    int endHead = shape.heads() * (share + 1) / shares;
    this.bias = new AlibiBias(shape.heads(), firstHead, endHead - firstHead, precision);
    this.rows = rowsCut ? new RowCut(share, shares) : RowCut.WHOLE;
    this.program = new BloomProgram(shape, store, parameters, bias, rows);
    this.programs = ranges.stream().map(range -> program.of(range, firstToken())).toList();
    this.loss = VocabularyLoss.of(precision, shape.vocabulary());
  }

  private static ParameterSlice slice(Map<String, ParameterSlice> cut, Parameter parameter) {
    ParameterSlice slice = cut.get(parameter.name());
    if (slice == null) {
      throw new IllegalStateException(parameter.name() + " was not cut");
    }
    return slice;
  }

  /// Draws the initial weights: those that the whole model has here.
  public void initialise(long seed) {
    store.initialise(seed, slices);
  }

  /// Counts the time of the segments of training passes in `times` from now on.
  public void measure(PassTimes times) {
    this.times = times;
  }

  /// Runs range `number` forward.
  ///
  /// @param input ([#rows], hidden) in the compute type; absent where the range embeds
  public Trace forward(
      int number, Pass pass, Exchanges exchanges, boolean recompute, @Nullable Tensor input) {
    SegmentWalk walk = new SegmentWalk(programs.get(number), store, exchanges, recompute, times);
    return input == null ? walk.forward(pass) : walk.forward(pass, input);
  }

  /// Runs range `number` backward, and adds to the gradients of [#store].
  ///
  /// @param gradient by the trace's output
  /// @return gradient by the range's input, absent where it embeds; the caller's scope owns it
  public @Nullable Tensor backward(Trace trace, Tensor gradient) {
    return backward(trace, gradient, _ -> {});
  }

  /// The same.
  ///
  /// @param added told each parameter when a segment has added its gradient
  public @Nullable Tensor backward(Trace trace, Tensor gradient, Consumer<Parameter> added) {
    List<Tensor> inputs =
        trace.backward(
            gradient, store.gradientBuffer(), segment -> segment.parameters().forEach(added));
    return inputs.isEmpty() ? null : inputs.getFirst();
  }

  /// Its parameters, each as often as a segment or the head adds to its gradient when a micro-batch
  /// goes backward through all ranges.
  public List<Parameter> additions() {
    return IntStream.range(0, ranges.size())
        .boxed()
        .flatMap(number -> additions(number).stream())
        .toList();
  }

  /// The same for range `number`.
  public List<Parameter> additions(int number) {
    List<Parameter> additions = new ArrayList<>();
    if (ranges.get(number).predicts()) {
      additions.add(parameters.tokens());
    }
    for (Step step : programs.get(number).steps()) {
      if (step instanceof Step.Compute compute) {
        additions.addAll(compute.segment().parameters());
      }
    }
    return additions;
  }

  /// Runs range `number` without keeping anything; the result belongs to the caller's scope.
  public Tensor infer(int number, Pass pass, Exchanges exchanges, @Nullable Tensor input) {
    SegmentWalk walk = new SegmentWalk(programs.get(number), store, exchanges, true);
    return input == null ? walk.infer(pass) : walk.infer(pass, input);
  }

  /// Losses of each row of `hidden` under a head that holds the whole vocabulary; see
  /// [BloomModel#losses].
  public double[] losses(Tensor hidden, TokenBatch batch) {
    try (Scope _ = Scope.open()) {
      return loss.losses(hidden, store.leaf(parameters.tokens()), batch.targets());
    }
  }

  /// The same, and puts `scale` times the gradient of their sum by `hidden` into `gradient`, and
  /// adds that by the head to the gradients of [#store].
  public double[] lossesAndGradients(
      Tensor hidden, TokenBatch batch, double scale, Tensor gradient) {
    return loss.lossesAndGradients(
        hidden,
        store.leaf(parameters.tokens()),
        batch.targets(),
        scale,
        new VocabularyLoss.Gradients(
            gradient,
            (tile, change) -> store.gradientBuffer().add(parameters.tokens(), tile, change)));
  }

  /// Rows of an activation of `batch` between ranges.
  public int rows(TokenBatch batch) {
    return rows.rows(batch);
  }

  /// The first token whose row of the embedding this part holds.
  public long firstToken() {
    return slices.stream()
        .filter(slice -> slice.whole().sharding() == Sharding.VOCABULARY)
        .mapToLong(ParameterSlice::first)
        .findFirst()
        .orElse(0);
  }

  /// Parameters that every share holds whole although it sees only its part of the gradient.
  public List<Parameter> summedOverShares() {
    return programs.stream().flatMap(range -> program.summedOverShares(range).stream()).toList();
  }

  /// What it holds of each of its parameters.
  public List<ParameterSlice> slices() {
    return List.copyOf(slices);
  }

  /// Its parameters by place, with the sizes that it holds; the store has those of its ranges.
  public BloomParameters parameters() {
    return parameters;
  }

  /// Its weights and gradients.
  public ParameterStore store() {
    return store;
  }

  /// The whole model's sizes.
  public BloomShape shape() {
    return shape;
  }

  /// Its ranges of layers.
  public List<ModelRange> ranges() {
    return ranges;
  }

  @Override
  public void close() {
    bias.close();
    store.close();
  }
}
