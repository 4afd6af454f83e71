package org.bloomery.train.parallel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.collective.Pending;
import org.bloomery.train.optim.BufferRange;

/// Sums gradients over the replicas bucket by bucket, each as soon as nothing more will be added to
/// it, while the backward pass goes on: from the last layers to the first (Li et al., "PyTorch
/// Distributed", arXiv:2006.15704, section 3.2).
///
/// Replicas run one program, so they complete their buckets in one order, and start the same
/// reductions in the same order.
final class BucketReduction {
  private final Function<BufferRange, Pending> reduce;
  private final Consumer<BufferRange> reduced;
  private final Map<String, Integer> additions = new HashMap<>();
  private final Map<String, List<BufferRange>> bucketsOf = new HashMap<>();
  private final Map<BufferRange, Integer> parametersOf = new HashMap<>();
  private ReductionWatch watch = ReductionWatch.NONE;

  private final Map<String, Integer> additionsLeft = new HashMap<>();
  private final Map<BufferRange, Integer> parametersLeft = new HashMap<>();
  private final Deque<Running> running = new ArrayDeque<>();

  private record Running(BufferRange bucket, Pending pending) {}

  /// @param additions parameters, each as often as [#added] will name it in a round; buckets with
  ///   none of them stay as they are
  /// @param reduce starts the reduction of a bucket
  /// @param reduced told each bucket when its reduction is done
  BucketReduction(
      ParameterStore store,
      List<BufferRange> buckets,
      List<Parameter> additions,
      Function<BufferRange, Pending> reduce,
      Consumer<BufferRange> reduced) {
    this.reduce = reduce;
    this.reduced = reduced;
    additions.forEach(p -> this.additions.merge(p.name(), 1, Integer::sum));
    for (Parameter parameter : Set.copyOf(additions)) {
      BufferRange place = new BufferRange(store.offset(parameter), parameter.elements());
      List<BufferRange> touched =
          buckets.stream().filter(bucket -> bucket.and(place).isPresent()).toList();
      touched.forEach(bucket -> parametersOf.merge(bucket, 1, Integer::sum));
      bucketsOf.put(parameter.name(), touched);
    }
  }

  /// Tells `watch` what happens from now on.
  void watch(ReductionWatch watch) {
    this.watch = watch;
  }

  /// Begins a round.
  void begin() {
    additionsLeft.putAll(additions);
    parametersLeft.putAll(parametersOf);
  }

  /// Counts one addition to the gradient of `parameter`; after the last one its buckets may go.
  void added(Parameter parameter) {
    int left = additionsLeft.merge(parameter.name(), -1, Integer::sum);
    if (left < 0) {
      throw new IllegalStateException(parameter.name() + " has received more than was announced");
    }
    if (left > 0) {
      return;
    }
    watch.completed(parameter);
    for (BufferRange bucket : bucketsOf.getOrDefault(parameter.name(), List.of())) {
      if (parametersLeft.merge(bucket, -1, Integer::sum) == 0) {
        start(bucket);
      }
    }
  }

  private void start(BufferRange bucket) {
    watch.starts(bucket);
    while (!running.isEmpty() && running.getFirst().pending.isDone()) {
      await(running.remove());
    }
    running.add(new Running(bucket, reduce.apply(bucket)));
  }

  private void await(Running each) {
    each.pending.await();
    reduced.accept(each.bucket);
  }

  /// Reductions that are started and not known to be done.
  long running() {
    return running.stream().filter(each -> !each.pending.isDone()).count();
  }

  /// Ends a round: waits for what was started.
  ///
  /// @throws IllegalStateException if a bucket has never been complete
  void finish() {
    if (parametersLeft.values().stream().anyMatch(left -> left != 0)) {
      throw new IllegalStateException("gradients of a bucket were never complete");
    }
    while (!running.isEmpty()) {
      await(running.remove());
    }
  }
}
