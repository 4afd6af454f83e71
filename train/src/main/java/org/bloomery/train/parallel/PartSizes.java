package org.bloomery.train.parallel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.model.BloomParameters;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.train.gauge.ParameterNorms;
import org.bloomery.train.optim.BufferRange;
import org.bloomery.train.optim.GradientNorm;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Sizes of the whole model's gradients and weights, of which every rank counts what it owns.
///
/// @param gradientSquares squared norms of the gradients, by name
/// @param weightSquares squared norms of the weights, by name
/// @param gradientZeros share of the gradient's elements that are exactly zero
public record PartSizes(
    Map<String, Double> gradientSquares, Map<String, Double> weightSquares, double gradientZeros) {
  public PartSizes {
    gradientSquares = Map.copyOf(gradientSquares);
    weightSquares = Map.copyOf(weightSquares);
  }

  /// Measures; all ranks call it together, and all have the result.
  public static PartSizes of(ParallelEngine engine) {
    List<Parameter> all = BloomParameters.of(engine.part().shape(), 1).all();
    Map<String, Integer> places = new HashMap<>();
    all.forEach(parameter -> places.put(parameter.name(), places.size()));
    ParameterStore store = engine.part().store();
    double[] sums = new double[2 * all.size() + 1];
    try (Scope _ = Scope.open()) {
      for (OwnedPieces.Piece piece : engine.pieces()) {
        int place = places.getOrDefault(piece.slice().whole().name(), -1);
        Tensor gradient = view(store.gradients(), piece.range());
        sums[place] += GradientNorm.square(gradient);
        sums[all.size() + place] += GradientNorm.square(view(store.masters(), piece.range()));
        sums[2 * all.size()] +=
            piece.range().elements() - Tensors.longs(torch.count_nonzero(gradient))[0];
      }
    }
    double[] whole = engine.sumOverAll(sums);
    Map<String, Double> gradients = new HashMap<>();
    Map<String, Double> weights = new HashMap<>();
    long elements = 0;
    for (int i = 0; i < all.size(); i++) {
      gradients.put(all.get(i).name(), whole[i]);
      weights.put(all.get(i).name(), whole[all.size() + i]);
      elements += all.get(i).elements();
    }
    return new PartSizes(gradients, weights, whole[2 * all.size()] / elements);
  }

  private static Tensor view(Tensor flat, BufferRange range) {
    return flat.narrow(0, range.start(), range.elements());
  }

  /// Square of the norm of the whole gradient.
  public double gradientSquare() {
    return sum(gradientSquares);
  }

  /// Square of the norm of all weights.
  public double weightSquare() {
    return sum(weightSquares);
  }

  private static double sum(Map<String, Double> squares) {
    return squares.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Norms of one parameter of the whole model.
  public ParameterNorms.Norms norms(Parameter parameter) {
    return new ParameterNorms.Norms(
        Math.sqrt(gradientSquares.getOrDefault(parameter.name(), 0.0)),
        Math.sqrt(weightSquares.getOrDefault(parameter.name(), 0.0)));
  }
}
