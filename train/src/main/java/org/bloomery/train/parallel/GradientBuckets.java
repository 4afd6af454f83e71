package org.bloomery.train.parallel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Pages;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Pending;
import org.bloomery.tensor.collective.Reduction;
import org.bloomery.train.optim.BufferRange;
import org.bytedeco.pytorch.Tensor;

/// The flat buffers of replicas, cut into buckets, and each bucket into as many equal parts as
/// there are replicas: replica i owns the i-th part of every bucket.
///
/// Buckets bound the memory of a reduction, and let it begin before the last gradient is there. So
/// the tied embedding, whose gradient comes last, has buckets of its own, and so has what does not
/// decay: norms and biases of all layers lie there together.
final class GradientBuckets {
  /// Elements of a bucket: 4 MB in fp32.
  static final long ELEMENTS = 1L << 20;

  private static final int IN_FLIGHT = 2;

  private final ParameterStore store;
  private final Communicator replicas;
  private final List<BufferRange> buckets = new ArrayList<>();
  private Consumer<BufferRange> beforeReduction = _ -> {};

  /// @param bucketElements the most that a bucket may hold
  GradientBuckets(ParameterStore store, Communicator replicas, long bucketElements) {
    this.store = store;
    this.replicas = replicas;
    long multiple = ParameterStore.ALIGNMENT * replicas.size();
    if (store.elements() % multiple != 0) {
      throw new IllegalArgumentException(
          store.elements() + " elements are no multiple of " + multiple);
    }
    long most = Math.max(multiple, bucketElements / multiple * multiple);
    long start = 0;
    long tied = Math.ceilDiv(tiedElements(store), multiple) * multiple;
    long decaying = store.decayingElements() / multiple * multiple;
    for (long end : List.of(tied, decaying, store.elements())) {
      for (; start < end; start = buckets.getLast().end()) {
        buckets.add(new BufferRange(start, Math.min(most, end - start)));
      }
    }
  }

  /// Elements from the start of the buffers up to the end of the tied embedding; 0 without one.
  private static long tiedElements(ParameterStore store) {
    return store.parameters().stream()
        .filter(Parameter::tied)
        .mapToLong(p -> store.offset(p) + p.elements())
        .max()
        .orElse(0);
  }

  /// Tells `told` of each bucket before it is summed over the replicas.
  void beforeReduction(Consumer<BufferRange> told) {
    this.beforeReduction = told;
  }

  /// All buckets, in the order of the buffers.
  List<BufferRange> buckets() {
    return buckets;
  }

  /// What this replica owns.
  List<BufferRange> owned() {
    return buckets.stream().map(this::own).toList();
  }

  /// Everything, as one range.
  BufferRange all() {
    return new BufferRange(0, store.elements());
  }

  private BufferRange own(BufferRange bucket) {
    long part = bucket.elements() / replicas.size();
    return new BufferRange(bucket.start() + replicas.rank() * part, part);
  }

  /// Starts to sum the gradients of a bucket over the replicas, everywhere.
  Pending reduceEverywhere(BufferRange bucket) {
    beforeReduction.accept(bucket);
    try (Scope _ = Scope.open()) {
      return replicas.startAllReduce(view(store.gradients(), bucket), Reduction.SUM);
    }
  }

  /// Starts to sum the gradients of a bucket over the replicas, each where it owns them; elsewhere
  /// they lose their meaning.
  Pending reduceToOwners(BufferRange bucket) {
    beforeReduction.accept(bucket);
    try (Scope _ = Scope.open()) {
      return replicas.startReduceScatter(view(store.gradients(), bucket));
    }
  }

  /// Sets the gradients of a bucket that others own to zero, and gives their memory back.
  void giveBack(BufferRange bucket) {
    BufferRange own = own(bucket);
    try (Scope _ = Scope.open()) {
      giveBack(bucket.start(), own.start());
      giveBack(own.end(), bucket.end());
    }
  }

  private void giveBack(long from, long to) {
    if (from < to) {
      Pages.giveBack(view(store.gradients(), new BufferRange(from, to - from)));
    }
  }

  /// Gives every replica the master weights that the others own.
  void gatherMasters() {
    if (replicas.size() == 1) {
      return;
    }
    try (Scope _ = Scope.open()) {
      Deque<Pending> pending = new ArrayDeque<>();
      for (BufferRange bucket : buckets) {
        if (pending.size() == IN_FLIGHT) {
          pending.remove().await();
        }
        Tensor own = view(store.masters(), own(bucket)).clone();
        pending.add(replicas.startAllGather(view(store.masters(), bucket), own));
      }
      pending.forEach(Pending::await);
    }
  }

  private static Tensor view(Tensor flat, BufferRange range) {
    return flat.narrow(0, range.start(), range.elements());
  }
}
