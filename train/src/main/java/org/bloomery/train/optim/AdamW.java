package org.bloomery.train.optim;

import java.lang.foreign.MemorySegment;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Operators;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/// Adam with decoupled weight decay (Loshchilov, Hutter, arXiv:1711.05101) on flat buffers: one
/// call of libtorch's fused kernel for the parameters that decay, one for the others.
///
/// The kernel hands out work in cache lines of 64 bytes and computes each element alone. Parameters
/// start at multiples of 16 elements, so the result of an element does not depend on the number of
/// threads, nor on how the buffers are cut at such multiples.
public final class AdamW implements AutoCloseable {
  private final ParameterStore store;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double weightDecay;
  private final MomentStore moments;
  private final Tensor firstMoments;
  private final Tensor secondMoments;
  private long steps;

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
    this.moments = moments;
    this.store = store;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.firstMoments = moments.zeros(store.precision().master(), store.elements());
    this.secondMoments = moments.zeros(store.precision().master(), store.elements());
  }

  /// Changes the master weights along the gradients, and refreshes what the arithmetic reads.
  public void step(double learningRate) {
    steps++;
    long decaying = store.decayingElements();
    try (Scope _ = Scope.open()) {
      group(0, decaying, learningRate, weightDecay);
      group(decaying, store.elements() - decaying, learningRate, 0);
    }
    store.refreshShadows();
  }

  private void group(long start, long elements, double learningRate, double decay) {
    if (elements == 0) {
      return;
    }
    IValue[] arguments = {
      slice(store.masters(), start, elements),
      slice(store.gradients(), start, elements),
      slice(firstMoments, start, elements),
      slice(secondMoments, start, elements),
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
    return bytes(firstMoments, name);
  }

  /// The running mean of the squares of a parameter's gradient, likewise.
  public MemorySegment secondMomentBytes(String name) {
    return bytes(secondMoments, name);
  }

  private MemorySegment bytes(Tensor flat, String name) {
    Parameter parameter = store.parameter(name);
    try (Scope _ = Scope.open()) {
      return Tensors.bytes(flat.narrow(0, store.offset(parameter), parameter.elements()));
    }
  }

  /// Frees the moments.
  @Override
  public void close() {
    Scope.release(firstMoments);
    Scope.release(secondMoments);
    moments.close();
  }
}
