package org.bloomery.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// Gradients of all parameters of a store, flat, in the layout and master type of its weights.
public final class GradientBuffer implements AutoCloseable {
  private final Tensor flat;
  private final Map<String, Tensor> views = new HashMap<>();
  private final List<Tensor> kept = new ArrayList<>();

  /// A buffer of zeros.
  GradientBuffer(ParameterStore store) {
    try (Scope _ = Scope.open()) {
      flat = keep(Tensors.zeros(store.precision().master(), store.elements()));
      for (Parameter p : store.parameters()) {
        Tensor view = flat.narrow(0, store.offset(p), p.elements()).view(p.sizes());
        views.put(p.name(), keep(view));
      }
    }
  }

  private Tensor keep(Tensor tensor) {
    kept.add(Scope.keep(tensor));
    return tensor;
  }

  /// All gradients.
  public Tensor flat() {
    return flat;
  }

  /// The gradient of one parameter, in its shape.
  public Tensor of(Parameter parameter) {
    return Objects.requireNonNull(views.get(parameter.name()));
  }

  /// Adds to the gradient of one parameter, in the master type.
  public void add(Parameter parameter, Tensor gradient) {
    Autograd.silent(() -> of(parameter).add_(gradient));
  }

  /// Adds `other` to this buffer, and sets `other` to zero.
  void take(GradientBuffer other) {
    try (Scope _ = Scope.open()) {
      flat.add_(other.flat);
      other.flat.zero_();
    }
  }

  @Override
  public void close() {
    kept.reversed().forEach(Scope::release);
    kept.clear();
    views.clear();
  }
}
