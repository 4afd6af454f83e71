package org.bloomery.train.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
    return work(shape, length, recompute, matrixFlopsPerSecond, 1, 1);
  }

  /// The work of a BLOOM model, however many ranks do it.
  ///
  /// @param matrixFlopsPerSecond of all ranks together
  public static Work work(
      BloomShape shape,
      int length,
      boolean recompute,
      double matrixFlopsPerSecond,
      int ranks,
      int replicas) {
    DecoderWork count = new DecoderWork(shape.layers(), shape.hidden(), length, shape.vocabulary());
    return new Work(
        count.perToken(),
        recompute ? count.perTokenWithRecompute() : count.perToken(),
        shape.parameterCount() - (long) shape.vocabulary() * shape.hidden(),
        matrixFlopsPerSecond,
        ranks,
        replicas);
  }

  @Override
  public double gradientSquare() {
    return GradientNorm.square(
        model.store().gradients().view(-1)); // gaps between parameters hold zeros
  }

  @Override
  public Sizes sizes(boolean each) {
    return new Sizes(
        Math.sqrt(GradientNorm.square(model.store().masters().view(-1))),
        gradientZeros(),
        each ? norms(model.parameters(), this::norms) : List.of());
  }

  private double gradientZeros() {
    ParameterStore store = model.store();
    long elements = store.parameters().stream().mapToLong(Parameter::elements).sum();
    try (Scope _ = Scope.open()) {
      long other = Tensors.longs(torch.count_nonzero(store.gradients()))[0];
      return (elements - other) / (double) elements;
    }
  }

  private ParameterNorms.Norms norms(Parameter parameter) {
    ParameterStore store = model.store();
    return new ParameterNorms.Norms(
        Math.sqrt(GradientNorm.square(store, parameter)),
        Math.sqrt(GradientNorm.square(store.master(parameter).view(-1))));
  }

  /// The norms of every parameter with the layer that it belongs to.
  ///
  /// @param measured the norms of one
  public static List<ParameterNorms> norms(
      BloomParameters parameters, Function<Parameter, ParameterNorms.Norms> measured) {
    List<ParameterNorms> norms = new ArrayList<>();
    BiConsumer<String, Parameter> add =
        (layer, parameter) -> {
          ParameterNorms.Norms found = measured.apply(parameter);
          norms.add(new ParameterNorms(layer, parameter.name(), found.gradient(), found.weight()));
        };
    add.accept("embedding", parameters.tokens());
    both(add, "embedding", parameters.embeddingNorm());
    for (int i = 0; i < parameters.blocks().size(); i++) {
      String layer = String.format(Locale.ROOT, "layer %02d", i);
      BloomParameters.Block block = parameters.blocks().get(i);
      both(add, layer, block.inputNorm());
      both(add, layer, block.queryKeyValue());
      both(add, layer, block.dense());
      both(add, layer, block.attentionNorm());
      both(add, layer, block.up());
      both(add, layer, block.down());
    }
    both(add, "final norm", parameters.finalNorm());
    return norms;
  }

  private static void both(BiConsumer<String, Parameter> add, String layer, Norm norm) {
    add.accept(layer, norm.weight());
    add.accept(layer, norm.bias());
  }

  private static void both(BiConsumer<String, Parameter> add, String layer, Linear linear) {
    add.accept(layer, linear.weight());
    add.accept(layer, linear.bias());
  }
}
