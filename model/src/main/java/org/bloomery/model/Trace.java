package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A forward pass that can go backward once: the values between segments, and the recorded graphs
/// where they are kept.
public final class Trace implements AutoCloseable {
  private final SegmentWalk walk;
  private final Program program;
  private final Pass pass;
  private final @Nullable Tensor[] values;
  private final @Nullable Tensor[] gradients;
  private final @Nullable Recording[] recordings;

  Trace(SegmentWalk walk, Program program, Pass pass) {
    this.walk = walk;
    this.program = program;
    this.pass = pass;
    this.values = new Tensor[program.slots()];
    this.gradients = new Tensor[program.slots()];
    this.recordings = new Recording[program.steps().size()];
  }

  /// The result of the forward pass; valid until [#backward] or [#close].
  public Tensor output() {
    return value(program.output());
  }

  /// Goes backward: adds the gradients of parameters to `into`, frees what forward kept, and
  /// returns the gradients of the program's given inputs, which belong to the caller's scope.
  ///
  /// @param outputGradient gradient of the loss by [#output], in its shape
  public List<Tensor> backward(Tensor outputGradient, GradientSink into) {
    return backward(outputGradient, into, _ -> {});
  }

  /// The same.
  ///
  /// @param added told each segment when the gradients of its parameters have been added
  List<Tensor> backward(Tensor outputGradient, GradientSink into, Consumer<Segment> added) {
    return Autograd.silent(() -> walkBack(outputGradient, into, added));
  }

  private List<Tensor> walkBack(Tensor outputGradient, GradientSink into, Consumer<Segment> added) {
    gradients[program.output()] = Scope.keep(outputGradient);
    for (int i = program.steps().size() - 1; i >= 0; i--) {
      Step step = program.steps().get(i);
      Tensor incoming = present(gradients[step.output()]);
      try (Scope _ = Scope.open()) {
        switch (step) {
          case Step.Exchange exchange ->
              add(exchange.input(), walk.exchanges().backward(exchange.place(), incoming));
          case Step.Compute compute -> {
            backward(i, compute, incoming, into);
            added.accept(compute.segment());
          }
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

  private void backward(int at, Step.Compute step, Tensor incoming, GradientSink into) {
    Recording kept = recordings[at];
    long start = walk.times().start();
    Recording run = kept != null ? kept : walk.record(step, valuesAgain(step.inputs()), pass);
    if (kept == null) {
      walk.times().add(step.segment(), PassTimes.Way.AGAIN, start);
      start = walk.times().start();
    }
    List<Tensor> found = run.backward(incoming, into);
    for (int i = 0; i < found.size(); i++) {
      add(step.inputs().get(i), found.get(i));
    }
    if (kept != null) {
      kept.tensors().forEach(Scope::release);
      recordings[at] = null;
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

  void setRecording(int step, Recording recording) {
    recording.tensors().forEach(Scope::keep);
    recordings[step] = recording;
  }

  /// Drops a value that no step needs any more.
  void free(int slot) {
    values[slot] = freed(values[slot]);
  }

  /// Everything that it keeps; several may share memory.
  List<Tensor> kept() {
    List<Tensor> kept = new ArrayList<>();
    for (Tensor value : values) {
      if (value != null) {
        kept.add(value);
      }
    }
    for (Recording recording : recordings) {
      if (recording != null) {
        kept.addAll(recording.tensors());
      }
    }
    return kept;
  }

  Tensor value(int slot) {
    return present(values[slot]);
  }

  List<Tensor> values(List<Integer> slots) {
    return slots.stream().map(this::value).toList();
  }

  /// The inputs of a segment that is run again. What was only gathered for it is gathered again.
  private List<Tensor> valuesAgain(List<Integer> slots) {
    return slots.stream()
        .map(slot ->
            program
                .intoBranch(slot)
                .map(e -> walk.exchanges().forward(e.place(), value(e.input())))
                .orElseGet(() -> value(slot)))
        .toList();
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

  /// Frees what is kept.
  @Override
  public void close() {
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = freed(values[slot]);
      gradients[slot] = freed(gradients[slot]);
    }
    for (int step = 0; step < recordings.length; step++) {
      Recording recording = recordings[step];
      if (recording != null) {
        recording.tensors().forEach(Scope::release);
        recordings[step] = null;
      }
    }
  }
}
