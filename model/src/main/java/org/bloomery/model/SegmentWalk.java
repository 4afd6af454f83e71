package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/// Runs a program forward and backward.
///
/// Each segment stands on its own: it is recorded by autograd on inputs that are detached from what
/// made them, or brings a backward pass of its own ([HandWrittenSegment]). Backward goes through
/// the list in reverse, asks for the gradients of one segment at a time, and adds those of
/// parameters to a sum. With autograd's segments the results are those of one backward pass over
/// the whole model, to the bit.
///
/// With `recompute`, forward keeps only the values between segments; backward runs each segment
/// again, and the exchange that leads into it (activation checkpointing: Chen et al.,
/// arXiv:1604.06174). Without, the recorded graphs are kept. Both give the same bits.
public final class SegmentWalk {
  private final Program program;
  private final ParameterStore store;
  private final Exchanges exchanges;
  private final boolean recompute;
  private final PassTimes times;

  public SegmentWalk(
      Program program, ParameterStore store, Exchanges exchanges, boolean recompute) {
    this(program, store, exchanges, recompute, PassTimes.OFF);
  }

  /// @param times where the time of each segment is counted
  public SegmentWalk(
      Program program,
      ParameterStore store,
      Exchanges exchanges,
      boolean recompute,
      PassTimes times) {
    this.program = program;
    this.store = store;
    this.exchanges = exchanges;
    this.recompute = recompute;
    this.times = times;
  }

  /// Runs forward and keeps what backward needs. Close the trace if [Trace#backward] is not called.
  ///
  /// @param inputs the program's given slots
  public Trace forward(Pass pass, Tensor... inputs) {
    return Autograd.silent(() -> walk(pass, inputs));
  }

  private Trace walk(Pass pass, Tensor... inputs) {
    List<List<Integer>> lastUses = lastUses();
    Trace trace = new Trace(this, program, pass);
    for (int slot = 0; slot < program.inputs(); slot++) {
      trace.setValue(slot, inputs[slot].detach());
    }
    for (int i = 0; i < program.steps().size(); i++) {
      long start = times.start();
      try (Scope _ = Scope.open()) {
        switch (program.steps().get(i)) {
          case Step.Compute step when recompute ->
              trace.setValue(step.output(), run(step, trace.values(step.inputs()), pass));
          case Step.Compute step -> {
            Recording recording = record(step, trace.values(step.inputs()), pass);
            trace.setRecording(i, recording);
            trace.setValue(step.output(), recording.output().detach());
          }
          case Step.Exchange step ->
              trace.setValue(
                  step.output(), exchanges.forward(step.place(), trace.value(step.input())));
        }
      }
      if (program.steps().get(i) instanceof Step.Compute step) {
        times.add(step.segment(), PassTimes.Way.FORWARD, start);
      }
      for (int slot : lastUses.get(i)) {
        // Recordings hold what backward needs; without them it runs segments again.
        if (!recompute || !program.isRunAgainWith(slot)) {
          trace.free(slot);
        }
      }
    }
    return trace;
  }

  /// Runs forward without keeping anything; the result belongs to the caller's scope.
  public Tensor infer(Pass pass, Tensor... inputs) {
    List<List<Integer>> lastUses = lastUses();
    Tensor[] values = new Tensor[program.slots()];
    for (int slot = 0; slot < program.inputs(); slot++) {
      values[slot] = Scope.keep(inputs[slot].detach());
    }
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      try (Scope _ = Scope.open()) {
        Tensor result =
            switch (step) {
              case Step.Compute compute ->
                  run(compute, compute.inputs().stream().map(s -> values[s]).toList(), pass);
              case Step.Exchange exchange ->
                  exchanges.forward(exchange.place(), values[exchange.input()]);
            };
        values[step.output()] = Scope.keep(result);
      }
      for (int slot : lastUses.get(i)) {
        Scope.release(values[slot]);
      }
    }
    Tensor output = values[program.output()].detach();
    Scope.release(values[program.output()]);
    return output;
  }

  /// For each step, the slots that no later step reads and that are not the result.
  private List<List<Integer>> lastUses() {
    int[] last = new int[program.slots()];
    for (int i = 0; i < program.steps().size(); i++) {
      for (int slot : inputs(program.steps().get(i))) {
        last[slot] = i;
      }
    }
    List<List<Integer>> freed = new ArrayList<>();
    for (int i = 0; i < program.steps().size(); i++) {
      freed.add(new ArrayList<>());
    }
    for (int slot = 0; slot < program.slots(); slot++) {
      if (slot != program.output()) {
        freed.get(last[slot]).add(slot);
      }
    }
    return freed;
  }

  private static List<Integer> inputs(Step step) {
    return switch (step) {
      case Step.Compute compute -> compute.inputs();
      case Step.Exchange exchange -> List.of(exchange.input());
    };
  }

  private Tensor run(Step.Compute step, List<Tensor> inputs, Pass pass) {
    return Autograd.silent(() -> step.segment().forward(inputs, weights(step.segment()), pass));
  }

  Recording record(Step.Compute step, List<Tensor> inputs, Pass pass) {
    List<Tensor> weights = weights(step.segment());
    if (step.segment() instanceof HandWrittenSegment segment) {
      return new Recording.ByHand(segment, segment.keep(inputs, weights, pass), weights, pass);
    }
    List<Tensor> leaves = new ArrayList<>();
    for (Tensor input : inputs) {
      Tensor leaf = input.detach();
      leaf.set_requires_grad(true);
      leaves.add(leaf);
    }
    Tensor output = Autograd.recording(() -> step.segment().forward(leaves, weights, pass));
    return new Recording.ByAutograd(step.segment(), leaves, weights, output);
  }

  private List<Tensor> weights(Segment segment) {
    return segment.parameters().stream()
        .map(p -> segment.readsMasters() ? store.masterLeaf(p) : store.leaf(p))
        .toList();
  }

  PassTimes times() {
    return times;
  }

  Exchanges exchanges() {
    return exchanges;
  }
}
