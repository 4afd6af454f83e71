package org.bloomery.model;

import java.util.List;

/// Writes BLOOM, or a run of its layers, as a program of segments.
final class BloomProgram {
  private final BloomShape shape;
  private final ParameterStore store;
  private final BloomParameters parameters;
  private final AlibiBias bias;
  private final RowCut rows;

  /// @param bias of the heads that the weights hold
  /// @param rows of the activations between branches that belong here
  BloomProgram(
      BloomShape shape,
      ParameterStore store,
      BloomParameters parameters,
      AlibiBias bias,
      RowCut rows) {
    this.shape = shape;
    this.store = store;
    this.parameters = parameters;
    this.bias = bias;
    this.rows = rows;
  }

  /// The segments of `range`: from tokens or a given activation to the final norm or an activation
  /// to give on. The final norm is (tokens, hidden), whole; activations are (rows, hidden).
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
              new NormSegment("attention norm " + layer, shape, block.inputNorm()),
              new AttentionSegment(shape, store.precision(), layer, bias, block, !rows.cuts()),
              new ResidualSegment(
                  layer, Dropout.Site.ATTENTION_OUTPUT, block.dense().bias(), rows));
      stream =
          branch(
              writer,
              stream,
              new NormSegment("mlp norm " + layer, shape, block.attentionNorm()),
              new MlpSegment(shape, layer, block, !rows.cuts()),
              new ResidualSegment(layer, Dropout.Site.MLP_OUTPUT, block.down().bias(), rows));
    }
    return writer.end(range.predicts() ? head(writer, stream) : stream);
  }

  /// A head that holds some rows of the vocabulary gives a part of the gradient, as a branch does.
  private int head(Program.Writer writer, int stream) {
    int normal =
        writer.compute(new NormSegment("final norm", shape, parameters.finalNorm()), stream);
    return holdsVocabulary() ? normal : writer.exchange(Step.Place.INTO_BRANCH, normal);
  }

  private boolean holdsVocabulary() {
    return parameters.tokens().shape().getFirst() == shape.vocabulary();
  }

  private int embedding(Program.Writer writer, long firstToken) {
    if (holdsVocabulary()) {
      return writer.compute(new EmbeddingSegment(shape, store.precision(), parameters));
    }
    int partial = writer.compute(new TokenLookupSegment(parameters.tokens(), firstToken));
    int whole = writer.exchange(Step.Place.OUT_OF_BRANCH, partial);
    return writer.compute(
        new EmbeddingNormSegment(shape, store.precision(), parameters.embeddingNorm()), whole);
  }

  /// @param norm of the branch, for where the branch itself has none
  private int branch(
      Program.Writer writer, int stream, Segment norm, Segment branch, Segment join) {
    int before = rows.cuts() ? writer.compute(norm, stream) : stream;
    int entered = writer.exchange(Step.Place.INTO_BRANCH, before);
    int partial = writer.compute(branch, entered);
    int whole = writer.exchange(Step.Place.OUT_OF_BRANCH, partial);
    return writer.compute(join, whole, stream);
  }

  /// Parameters that every share holds whole although it sees only its part of the gradient: all
  /// where it sees some of the rows, else those within a branch. Their gradients have to be summed
  /// over the shares.
  List<Parameter> summedOverShares(Program program) {
    List<Integer> entered =
        program.steps().stream()
            .filter(step -> step instanceof Step.Exchange e && e.place() == Step.Place.INTO_BRANCH)
            .map(Step::output)
            .toList();
    return program.steps().stream()
        .filter(step ->
            step instanceof Step.Compute c
                && (rows.cuts() || (!c.inputs().isEmpty() && entered.containsAll(c.inputs()))))
        .flatMap(step -> ((Step.Compute) step).segment().parameters().stream())
        .filter(parameter -> parameter.sharding() == Sharding.REPLICATED)
        .toList();
  }
}
