package org.bloomery.model;

import java.util.List;

/// Writes BLOOM, or a run of its layers, as a program of segments.
final class BloomProgram {
  private final BloomShape shape;
  private final ParameterStore store;
  private final BloomParameters parameters;
  private final AlibiBias bias;

  /// @param bias of the heads that the weights hold
  BloomProgram(BloomShape shape, ParameterStore store, BloomParameters parameters, AlibiBias bias) {
    this.shape = shape;
    this.store = store;
    this.parameters = parameters;
    this.bias = bias;
  }

  /// The segments of `range`: from tokens or a given activation to the final norm or an activation
  /// to give on, each (tokens, hidden).
  ///
  /// @param firstToken of the embedding's rows that the weights hold
  Program of(ModelRange range, long firstToken) {
    Program.Writer writer = new Program.Writer(range.embeds() ? 0 : 1);
    int stream = range.embeds() ? embedding(writer, firstToken) : 0;
    for (int layer = range.firstLayer(); layer < range.endLayer(); layer++) {
      BloomParameters.Block block = parameters.blocks().get(layer);
      stream =
          branch(
              writer,
              stream,
              new AttentionSegment(shape, store.precision(), layer, bias, block),
              new ResidualSegment(layer, Dropout.Site.ATTENTION_OUTPUT, block.dense().bias()));
      stream =
          branch(
              writer,
              stream,
              new MlpSegment(shape, layer, block),
              new ResidualSegment(layer, Dropout.Site.MLP_OUTPUT, block.down().bias()));
    }
    return writer.end(
        range.predicts()
            ? writer.compute(new FinalNormSegment(shape, parameters), stream)
            : stream);
  }

  private int embedding(Program.Writer writer, long firstToken) {
    long rows = parameters.tokens().shape().getFirst();
    if (rows == shape.vocabulary()) {
      return writer.compute(new EmbeddingSegment(shape, store.precision(), parameters));
    }
    int partial = writer.compute(new TokenLookupSegment(parameters.tokens(), firstToken));
    int whole = writer.exchange(Step.Place.OUT_OF_BRANCH, partial);
    return writer.compute(
        new EmbeddingNormSegment(shape, store.precision(), parameters.embeddingNorm()), whole);
  }

  private static int branch(Program.Writer writer, int stream, Segment branch, Segment join) {
    int entered = writer.exchange(Step.Place.INTO_BRANCH, stream);
    int partial = writer.compute(branch, entered);
    int whole = writer.exchange(Step.Place.OUT_OF_BRANCH, partial);
    return writer.compute(join, whole, stream);
  }

  /// Parameters that every share holds whole although it sees only its part of the gradient,
  /// because they lie within a branch: their gradients have to be summed over the shares.
  static List<Parameter> summedOverShares(Program program) {
    List<Integer> entered =
        program.steps().stream()
            .filter(step -> step instanceof Step.Exchange e && e.place() == Step.Place.INTO_BRANCH)
            .map(Step::output)
            .toList();
    return program.steps().stream()
        .filter(step ->
            step instanceof Step.Compute c
                && !c.inputs().isEmpty()
                && entered.containsAll(c.inputs()))
        .flatMap(step -> ((Step.Compute) step).segment().parameters().stream())
        .filter(parameter -> parameter.sharding() == Sharding.REPLICATED)
        .toList();
  }
}
