package org.bloomery.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// Gradients of all parameters of a store, flat, in the layout and master type of its weights.
public final class GradientBuffer implements GradientSink, AutoCloseable {
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

  @Override
  public void add(Parameter parameter, int part, Consumer<Tensor> change) {
    change.accept(of(parameter));
  }

  @Override
  public void addRows(Parameter parameter, Tensor ids, Tensor rows) {
    of(parameter).index_add_(0, ids, rows);
  }

  @Override
  public void close() {
    kept.reversed().forEach(Scope::release);
    kept.clear();
    views.clear();
  }
}
