package org.bloomery.train.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.DecoderWork;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomParameters;
import org.bloomery.model.BloomParameters.Linear;
import org.bloomery.model.BloomParameters.Norm;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.train.optim.GradientNorm;
import org.bytedeco.pytorch.global.torch;

/// The gauges of a BLOOM model on one device.
public final class BloomGauges implements Gauges {
  private final BloomModel model;
  private final boolean recompute;
  private final double matrixFlopsPerSecond;

  /// @param recompute whether blocks are computed again in backward
  /// @param matrixFlopsPerSecond from [org.bloomery.tensor.MatrixRate]; not a number where it was
  ///   not measured
  public BloomGauges(BloomModel model, boolean recompute, double matrixFlopsPerSecond) {
    this.model = model;
    this.recompute = recompute;
    this.matrixFlopsPerSecond = matrixFlopsPerSecond;
  }

  @Override
  public Work work(int length) {
    BloomShape shape = model.shape();
    DecoderWork count = new DecoderWork(shape.layers(), shape.hidden(), length, shape.vocabulary());
    return new Work(
        count.perToken(),
        recompute ? count.perTokenWithRecompute() : count.perToken(),
        shape.parameterCount() - (long) shape.vocabulary() * shape.hidden(),
        matrixFlopsPerSecond);
  }

  @Override
  public double gradientSquare() {
    return GradientNorm.square(
        model.store().gradients().view(-1)); // gaps between parameters hold zeros
  }

  @Override
  public double gradientZeros() {
    ParameterStore store = model.store();
    long elements = store.parameters().stream().mapToLong(Parameter::elements).sum();
    try (Scope _ = Scope.open()) {
      long other = Tensors.longs(torch.count_nonzero(store.gradients()))[0];
      return (elements - other) / (double) elements;
    }
  }

  @Override
  public double weightNorm() {
    return Math.sqrt(GradientNorm.square(model.store().masters().view(-1)));
  }

  @Override
  public List<ParameterNorms> norms() {
    BloomParameters parameters = model.parameters();
    List<ParameterNorms> norms = new ArrayList<>();
    norms.add(of("embedding", parameters.tokens()));
    add(norms, "embedding", parameters.embeddingNorm());
    for (int i = 0; i < parameters.blocks().size(); i++) {
      String layer = String.format(Locale.ROOT, "layer %02d", i);
      BloomParameters.Block block = parameters.blocks().get(i);
      add(norms, layer, block.inputNorm());
      add(norms, layer, block.queryKeyValue());
      add(norms, layer, block.dense());
      add(norms, layer, block.attentionNorm());
      add(norms, layer, block.up());
      add(norms, layer, block.down());
    }
    add(norms, "final norm", parameters.finalNorm());
    return norms;
  }

  private void add(List<ParameterNorms> norms, String layer, Norm norm) {
    norms.add(of(layer, norm.weight()));
    norms.add(of(layer, norm.bias()));
  }

  private void add(List<ParameterNorms> norms, String layer, Linear linear) {
    norms.add(of(layer, linear.weight()));
    norms.add(of(layer, linear.bias()));
  }

  private ParameterNorms of(String layer, Parameter parameter) {
    ParameterStore store = model.store();
    return new ParameterNorms(
        layer,
        parameter.name(),
        Math.sqrt(GradientNorm.square(store, parameter)),
        Math.sqrt(GradientNorm.square(store.master(parameter).view(-1))));
  }
}
