package org.bloomery.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A forward pass that can go backward once: the values between segments, and the recorded graphs
/// where they are kept.
public final class Trace implements AutoCloseable {
  private final SegmentWalk walk;
  private final Program program;
  private final Pass pass;
  private final @Nullable Tensor[] values;
  private final @Nullable Tensor[] gradients;
  private final SegmentWalk.@Nullable Recorded[] recorded;

  Trace(SegmentWalk walk, Program program, Pass pass) {
    this.walk = walk;
    this.program = program;
    this.pass = pass;
    this.values = new Tensor[program.slots()];
    this.gradients = new Tensor[program.slots()];
    this.recorded = new SegmentWalk.Recorded[program.steps().size()];
  }

  /// The result of the forward pass; valid until [#backward] or [#close].
  public Tensor output() {
    return value(program.output());
  }

  /// Goes backward: adds the gradients of parameters to `into`, frees what forward kept, and
  /// returns the gradients of the program's given inputs, which belong to the caller's scope.
  ///
  /// @param outputGradient gradient of the loss by [#output], in its shape
  public List<Tensor> backward(Tensor outputGradient, GradientBuffer into) {
    gradients[program.output()] = Scope.keep(outputGradient);
    for (int i = program.steps().size() - 1; i >= 0; i--) {
      Step step = program.steps().get(i);
      Tensor incoming = present(gradients[step.output()]);
      try (Scope _ = Scope.open()) {
        switch (step) {
          case Step.Exchange exchange ->
              add(exchange.input(), walk.exchanges().backward(exchange.place(), incoming));
          case Step.Compute compute -> backward(i, compute, incoming, into);
        }
      }
      gradients[step.output()] = freed(gradients[step.output()]);
      values[step.output()] = freed(values[step.output()]);
    }
    List<Tensor> inputGradients =
        IntStream.range(0, program.inputs())
            .mapToObj(slot -> present(gradients[slot]).detach())
            .toList();
    close();
    return inputGradients;
  }

  private void backward(int at, Step.Compute step, Tensor incoming, GradientBuffer into) {
    SegmentWalk.Recorded kept = recorded[at];
    long start = walk.times().start();
    SegmentWalk.Recorded run = kept != null ? kept : walk.record(step, values(step.inputs()), pass);
    if (kept == null) {
      walk.times().add(step.segment(), PassTimes.Way.AGAIN, start);
      start = walk.times().start();
    }
    TensorVector leaves = new TensorVector();
    run.inputs().forEach(leaves::push_back);
    run.weights().forEach(leaves::push_back);
    TensorVector found =
        torch.grad(
            new TensorVector(run.output()),
            leaves,
            new TensorVector(incoming),
            new BoolOptional(false),
            false,
            false);
    for (int i = 0; i < step.inputs().size(); i++) {
      add(step.inputs().get(i), new Tensor(found.get(i)));
    }
    List<Parameter> parameters = step.segment().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      into.add(parameters.get(i), found.get(step.inputs().size() + i));
    }
    if (kept != null) {
      free(kept);
      recorded[at] = null;
    }
    walk.times().add(step.segment(), PassTimes.Way.BACKWARD, start);
  }

  /// Several steps may read one slot: their gradients add up. The sum is a new tensor, because
  /// autograd may hand out one gradient for two inputs.
  private void add(int slot, Tensor gradient) {
    Tensor before = gradients[slot];
    gradients[slot] = Scope.keep(before == null ? gradient : before.add(gradient));
    if (before != null) {
      Scope.release(before);
    }
  }

  void setValue(int slot, Tensor value) {
    values[slot] = Scope.keep(value);
  }

  void setRecorded(int step, SegmentWalk.Recorded run) {
    run.inputs().forEach(Scope::keep);
    Scope.keep(run.output());
    recorded[step] = run;
  }

  Tensor value(int slot) {
    return present(values[slot]);
  }

  List<Tensor> values(List<Integer> slots) {
    return slots.stream().map(this::value).toList();
  }

  private static Tensor present(@Nullable Tensor tensor) {
    if (tensor == null) {
      throw new IllegalStateException("this trace has gone backward or was closed");
    }
    return tensor;
  }

  private static @Nullable Tensor freed(@Nullable Tensor tensor) {
    if (tensor != null) {
      Scope.release(tensor);
    }
    return null;
  }

  private static void free(SegmentWalk.Recorded run) {
    Scope.release(run.output());
    run.inputs().forEach(Scope::release);
  }

  /// Frees what is kept.
  @Override
  public void close() {
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = freed(values[slot]);
      gradients[slot] = freed(gradients[slot]);
    }
    for (int step = 0; step < recorded.length; step++) {
      SegmentWalk.Recorded run = recorded[step];
      if (run != null) {
        free(run);
        recorded[step] = null;
      }
    }
  }
}
