package org.bloomery.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bloomery.artifact.Seeds;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.CounterRandom;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// The weights of a model: master values and gradients, each in one flat buffer of the master type,
/// and in bf16 a shadow of the masters that the arithmetic reads.
///
/// Parameters that decay lie first in the buffers, the others after them, so that an optimiser has
/// one contiguous slice for each group. Every parameter starts at a multiple of 16 elements; the
/// gaps hold zeros, in gradients too, and count for nothing. The layout follows from the parameters
/// alone.
public final class ParameterStore implements AutoCloseable {
  /// Multiple of elements at which parameters start, and at which the flat buffers may be cut.
  public static final long ALIGNMENT = 16;

  private static final int DRAWN_AT_ONCE = 1 << 18;

  private final Precision precision;
  private final List<Parameter> parameters;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final long decayingElements;
  private final Tensor masters;
  private final GradientBuffer gradients;
  private final Tensor shadows;
  private final List<Tensor> kept = new ArrayList<>();

  private record Slot(
      Parameter parameter, long offset, Tensor master, Tensor masterLeaf, Tensor leaf) {}

  /// A store of zeros for `parameters`.
  public ParameterStore(List<Parameter> parameters, Precision precision) {
    this(parameters, precision, 1);
  }

  /// The same, whose flat buffers end with zeros so that their elements divide by `shares`, in
  /// multiples of the alignment.
  public ParameterStore(List<Parameter> parameters, Precision precision, int shares) {
    this.precision = precision;
    this.parameters = List.copyOf(parameters);
    Map<String, Long> offsets = new LinkedHashMap<>();
    this.decayingElements = place(offsets, true, 0);
    long elements = rounded(place(offsets, false, decayingElements), ALIGNMENT * shares);
    try (Scope _ = Scope.open()) {
      masters = keep(Tensors.zeros(precision.master(), elements));
      shadows =
          precision.compute() == precision.master()
              ? masters
              : keep(Tensors.zeros(precision.compute(), elements));
      for (Parameter parameter : parameters) {
        long offset = offset(offsets, parameter);
        Tensor master = view(masters, parameter, offset);
        Tensor masterLeaf = leaf(master);
        boolean shadowed = precision.compute() != precision.master();
        Tensor leaf = shadowed ? leaf(view(shadows, parameter, offset)) : masterLeaf;
        slots.put(parameter.name(), new Slot(parameter, offset, master, masterLeaf, leaf));
      }
    }
    gradients = new GradientBuffer(this);
  }

  private long place(Map<String, Long> offsets, boolean decaying, long start) {
    long at = start;
    for (Parameter parameter : parameters) {
      if (parameter.decays() == decaying) {
        offsets.put(parameter.name(), at);
        at += rounded(parameter.elements(), ALIGNMENT);
      }
    }
    return at;
  }

  private static long rounded(long elements, long multiple) {
    return Math.ceilDiv(elements, multiple) * multiple;
  }

  private static long offset(Map<String, Long> offsets, Parameter parameter) {
    Long offset = offsets.get(parameter.name());
    if (offset == null) {
      throw new IllegalStateException(parameter.name() + " has no place");
    }
    return offset;
  }

  private Tensor view(Tensor flat, Parameter parameter, long offset) {
    return keep(flat.narrow(0, offset, parameter.elements()).view(parameter.sizes()));
  }

  private Tensor leaf(Tensor view) {
    Tensor leaf = keep(view.detach());
    leaf.set_requires_grad(true);
    return leaf;
  }

  private Tensor keep(Tensor tensor) {
    kept.add(Scope.keep(tensor));
    return tensor;
  }

  /// Draws the initial weights. Element `i` of a parameter depends on `seed`, the parameter's name
  /// and `i` alone.
  public void initialise(long seed) {
    initialise(seed, parameters.stream().map(p -> ParameterSlice.of(p, 0, 1)).toList());
  }

  /// Draws the initial weights of slices, one for each parameter: those that the whole would have
  /// there.
  public void initialise(long seed, List<ParameterSlice> slices) {
    for (ParameterSlice slice : slices) {
      Parameter held = slice.held();
      try (Scope _ = Scope.open()) {
        Tensor flat = master(held).view(-1);
        switch (slice.whole().initial()) {
          case Initial.Normal(double std) ->
              drawNormals(slice, flat, Seeds.derive(seed, "initial weights", held.name()), std);
          case Initial.Constant(double value) -> flat.fill_(new Scalar(value));
        }
      }
    }
    refreshShadows();
  }

  /// In runs, so that a large table does not stand on the heap as a whole.
  private static void drawNormals(ParameterSlice slice, Tensor flat, long key, double std) {
    long elements = flat.numel();
    for (long start = 0; start < elements; start += DRAWN_AT_ONCE) {
      long from = start;
      double[] values = new double[(int) Math.min(DRAWN_AT_ONCE, elements - start)];
      slice.runs(
          start,
          start + values.length,
          (at, whole, count) ->
              CounterRandom.normals(key, whole, std, values, (int) (at - from), (int) count));
      try (Scope _ = Scope.open()) {
        flat.narrow(0, start, values.length).copy_(Tensors.of(values, values.length));
      }
    }
  }

  /// Copies the masters to the values that the arithmetic reads; call it whenever masters have
  /// changed. Without a shadow (fp32, fp64) there is nothing to do.
  public void refreshShadows() {
    if (precision.compute() != precision.master()) {
      try (Scope _ = Scope.open()) {
        Autograd.silent(() -> shadows.copy_(masters));
      }
    }
  }

  /// Sets every gradient to zero.
  public void zeroGradients() {
    try (Scope _ = Scope.open()) {
      gradients.flat().zero_();
    }
  }

  /// All parameters, in the order in which they were given.
  public List<Parameter> parameters() {
    return parameters;
  }

  /// The parameter of that Hugging Face name.
  ///
  /// @throws NoSuchElementException if there is none
  public Parameter parameter(String name) {
    return slot(name).parameter;
  }

  /// The number format.
  public Precision precision() {
    return precision;
  }

  /// Master values of a parameter, in its shape; a view of [#masters].
  public Tensor master(Parameter parameter) {
    return slot(parameter.name()).master;
  }

  /// Gradient of a parameter, in its shape; a view of [#gradients].
  public Tensor gradient(Parameter parameter) {
    return gradients.of(parameter);
  }

  /// A leaf under autograd that reads the compute type.
  public Tensor leaf(Parameter parameter) {
    return slot(parameter.name()).leaf;
  }

  /// A leaf under autograd that reads the masters.
  public Tensor masterLeaf(Parameter parameter) {
    return slot(parameter.name()).masterLeaf;
  }

  /// Where a parameter starts in the flat buffers, in elements.
  public long offset(Parameter parameter) {
    return slot(parameter.name()).offset;
  }

  /// All master values, flat.
  public Tensor masters() {
    return masters;
  }

  /// All gradients, flat; same layout as [#masters].
  public Tensor gradients() {
    return gradients.flat();
  }

  /// The gradients that an optimiser reads.
  GradientBuffer gradientBuffer() {
    return gradients;
  }

  /// Elements of the flat buffers, gaps included.
  public long elements() {
    return masters.numel();
  }

  /// Elements from the start of the flat buffers that weight decay applies to.
  public long decayingElements() {
    return decayingElements;
  }

  /// The bytes of a parameter's master values, little-endian fp32 (fp64 in that precision), without
  /// a copy. Call [#refreshShadows] after writing. Valid until the store is closed.
  public MemorySegment masterBytes(String name) {
    return Tensors.bytes(slot(name).master);
  }

  /// A parameter's master values as floats.
  public float[] floats(String name) {
    return Tensors.floats(slot(name).master);
  }

  /// Sets a parameter's master values, and not yet the shadows: see [#refreshShadows].
  public void set(String name, float[] values) {
    Slot slot = slot(name);
    try (Scope _ = Scope.open()) {
      slot.master.copy_(Tensors.of(values, slot.parameter.sizes()));
    }
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new NoSuchElementException("no parameter is named " + name);
    }
    return slot;
  }

  /// Frees the buffers.
  @Override
  public void close() {
    gradients.close();
    kept.reversed().forEach(Scope::release);
    kept.clear();
    slots.clear();
  }
}
