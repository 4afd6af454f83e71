package org.bloomery.train.optim;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Operators;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Adam with decoupled weight decay (Loshchilov, Hutter, arXiv:1711.05101) on flat buffers, with
/// libtorch's fused kernel: first the parameters that decay, then the others.
///
/// The kernel hands out work in cache lines of 64 bytes and computes each element alone. Parameters
/// start at multiples of 16 elements, so the result of an element does not depend on the number of
/// threads, nor on how the buffers are cut at such multiples.
public final class AdamW implements AutoCloseable {
  /// Elements that a worker takes at once; a multiple of 16.
  private static final long SLICE = 1 << 22;

  private final ParameterStore store;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double weightDecay;
  private final MomentStore moments;
  private final List<BufferRange> owned;
  private final Tensor firstMoments;
  private final Tensor secondMoments;
  private long steps;
  private @Nullable Workers workers;

  /// An optimiser that has made no step.
  ///
  /// @param weightDecay of the parameters that decay, per step and unit of learning rate
  /// @param moments where its state lies; closed with it
  public AdamW(
      ParameterStore store,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      MomentStore moments) {
    this(
        store,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        moments,
        List.of(new BufferRange(0, store.elements())));
  }

  /// The same for some of the weights: others are left as they are, and have no moments.
  ///
  /// @param owned ranges that begin and end at multiples of 16 elements, in order
  public AdamW(
      ParameterStore store,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      MomentStore moments,
      List<BufferRange> owned) {
    this.moments = moments;
    this.store = store;
    this.owned = List.copyOf(owned);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    long elements = owned.stream().mapToLong(BufferRange::elements).sum();
    this.firstMoments = moments.zeros(store.precision().master(), elements);
    this.secondMoments = moments.zeros(store.precision().master(), elements);
  }

  /// Lets `workers` share every step from now on; they stay the caller's to close. They change no
  /// bit of the result.
  public void use(Workers workers) {
    this.workers = workers;
  }

  /// Changes the master weights along the gradients, and refreshes what the arithmetic reads.
  public void step(double learningRate) {
    steps++;
    BufferRange decaying = new BufferRange(0, store.decayingElements());
    BufferRange others =
        new BufferRange(decaying.end(), store.elements() - store.decayingElements());
    long moment = 0;
    for (BufferRange range : owned) {
      long shift = moment - range.start();
      range.and(decaying).ifPresent(r -> group(r, shift, learningRate, weightDecay));
      range.and(others).ifPresent(r -> group(r, shift, learningRate, 0));
      moment += range.elements();
    }
    store.refreshShadows();
  }

  /// @param shift from an element's place in the weights to that of its moments
  private void group(BufferRange range, long shift, double learningRate, double decay) {
    int slices = Math.toIntExact((range.elements() + SLICE - 1) / SLICE);
    IntConsumer task =
        slice -> {
          long from = slice * SLICE;
          long elements = Math.min(SLICE, range.elements() - from);
          BufferRange part = new BufferRange(range.start() + from, elements);
          try (Scope _ = Scope.open()) {
            update(part, shift, learningRate, decay);
          }
        };
    if (workers == null) {
      IntStream.range(0, slices).forEach(task);
    } else {
      workers.forEach(slices, task);
    }
  }

  private void update(BufferRange range, long shift, double learningRate, double decay) {
    IValue[] arguments = {
      slice(store.masters(), range.start(), range.elements()),
      slice(store.gradients(), range.start(), range.elements()),
      slice(firstMoments, range.start() + shift, range.elements()),
      slice(secondMoments, range.start() + shift, range.elements()),
      Operators.tensors(), // no maximum of second moments: not AMSGrad
      Operators.tensors(Tensors.of(new float[] {steps})),
      new IValue(learningRate),
      new IValue(beta1),
      new IValue(beta2),
      new IValue(decay),
      new IValue(epsilon),
      new IValue(false), // AMSGrad
      new IValue(false), // maximise
      Operators.none(), // gradient scale
      Operators.none() // found infinity
    };
    Autograd.silent(() -> Operators.call("aten::_fused_adamw_", "", arguments));
  }

  private static IValue slice(Tensor flat, long start, long elements) {
    return Operators.tensors(flat.narrow(0, start, elements));
  }

  /// Steps made; enters the bias correction, so it belongs into checkpoints.
  public long steps() {
    return steps;
  }

  /// Sets the steps made, after moments were read from a checkpoint.
  public void setSteps(long steps) {
    this.steps = steps;
  }

  /// The running mean of a parameter's gradient: a view of its bytes in the master type, to read
  /// and to write.
  public MemorySegment firstMomentBytes(String name) {
    return bytes(firstMoments, range(name));
  }

  /// The running mean of the squares of a parameter's gradient, likewise.
  public MemorySegment secondMomentBytes(String name) {
    return bytes(secondMoments, range(name));
  }

  /// [#firstMomentBytes] of a run of elements that lies in one owned range.
  public MemorySegment firstMomentBytes(BufferRange run) {
    return bytes(firstMoments, run);
  }

  /// [#secondMomentBytes] of a run of elements that lies in one owned range.
  public MemorySegment secondMomentBytes(BufferRange run) {
    return bytes(secondMoments, run);
  }

  private BufferRange range(String name) {
    Parameter parameter = store.parameter(name);
    return new BufferRange(store.offset(parameter), parameter.elements());
  }

  private MemorySegment bytes(Tensor flat, BufferRange run) {
    long moment = 0;
    for (BufferRange range : owned) {
      if (run.start() >= range.start() && run.end() <= range.end()) {
        try (Scope _ = Scope.open()) {
          return Tensors.bytes(
              flat.narrow(0, run.start() - range.start() + moment, run.elements()));
        }
      }
      moment += range.elements();
    }
    throw new IllegalArgumentException(run + " has no moments here");
  }

  /// Frees the moments.
  @Override
  public void close() {
    Scope.release(firstMoments);
    Scope.release(secondMoments);
    moments.close();
  }
}
