package org.bloomery.train.parallel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bloomery.model.ParameterStore;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Pending;
import org.bloomery.tensor.collective.Reduction;
import org.bloomery.train.optim.BufferRange;
import org.bytedeco.pytorch.Tensor;

/// The flat buffers of replicas, cut into buckets, and each bucket into as many equal parts as
/// there are replicas: replica i owns the i-th part of every bucket.
///
/// Buckets bound the memory of a reduction, and let several run at once.
final class GradientBuckets {
  /// Elements of a bucket: 64 MB in fp32.
  static final long ELEMENTS = 16L << 20;

  private static final int IN_FLIGHT = 2;

  private final ParameterStore store;
  private final Communicator replicas;
  private final List<BufferRange> buckets = new ArrayList<>();

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
    for (long start = 0; start < store.elements(); start += most) {
      buckets.add(new BufferRange(start, Math.min(most, store.elements() - start)));
    }
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

  /// Sums the gradients over the replicas, everywhere.
  void reduceEverywhere() {
    inFlight(
        bucket -> replicas.startAllReduce(view(store.gradients(), bucket), Reduction.SUM),
        bucket -> {});
  }

  /// Sums the gradients over the replicas, each where it owns them; elsewhere they lose their
  /// meaning.
  void reduceToOwners() {
    Tensor[] parts = new Tensor[buckets.size()];
    inFlight(
        bucket -> {
          Tensor part = view(store.gradients(), own(bucket)).clone();
          parts[buckets.indexOf(bucket)] = part;
          return replicas.startReduceScatter(part, view(store.gradients(), bucket));
        },
        bucket -> view(store.gradients(), own(bucket)).copy_(parts[buckets.indexOf(bucket)]));
  }

  /// Gives every replica the master weights that the others own.
  void gatherMasters() {
    inFlight(
        bucket ->
            replicas.startAllGather(
                view(store.masters(), bucket), view(store.masters(), own(bucket)).clone()),
        bucket -> {});
  }

  private static Tensor view(Tensor flat, BufferRange range) {
    return flat.narrow(0, range.start(), range.elements());
  }

  @FunctionalInterface
  private interface Start {
    Pending start(BufferRange bucket);
  }

  @FunctionalInterface
  private interface Done {
    void done(BufferRange bucket);
  }

  private void inFlight(Start start, Done done) {
    if (replicas.size() == 1) {
      return;
    }
    try (Scope _ = Scope.open()) {
      Deque<BufferRange> waiting = new ArrayDeque<>();
      Deque<Pending> pending = new ArrayDeque<>();
      for (BufferRange bucket : buckets) {
        if (pending.size() == IN_FLIGHT) {
          pending.remove().await();
          done.done(waiting.remove());
        }
        pending.add(start.start(bucket));
        waiting.add(bucket);
      }
      while (!pending.isEmpty()) {
        pending.remove().await();
        done.done(waiting.remove());
      }
    }
  }
}
