package org.bloomery.train.gauge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sizes of one parameter.
///
/// @param layer what it belongs to: `embedding`, `layer 03`, `final norm`
/// @param gradient its gradient's norm before clipping
/// @param weight norm of its values
public record ParameterNorms(String layer, String parameter, double gradient, double weight) {
  /// Two norms of a set of parameters.
  public record Norms(double gradient, double weight) {
    private Norms and(ParameterNorms more) {
      return new Norms(Math.hypot(gradient, more.gradient()), Math.hypot(weight, more.weight()));
    }
  }

  /// The norms of whole layers, in the order of the model.
  public static Map<String, Norms> byLayer(List<ParameterNorms> parameters) {
    Map<String, Norms> layers = new LinkedHashMap<>();
    for (ParameterNorms norms : parameters) {
      layers.merge(
          norms.layer(),
          new Norms(norms.gradient(), norms.weight()),
          (before, _) -> before.and(norms));
    }
    return layers;
  }
}
