package org.bloomery.tensor.collective;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bloomery.tensor.Scope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.AllreduceOptions;
import org.bytedeco.pytorch.BarrierOptions;
import org.bytedeco.pytorch.BroadcastOptions;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.ReduceOp;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.gloo.Device;
import org.jspecify.annotations.Nullable;

/// Ranks that exchange tensors. All members call the same collectives in the same order, with
/// tensors of the same shape and type, contiguous and not recorded by autograd.
///
/// In a group of one, every collective leaves the tensor as it is. A failure of any member is an
/// exception that names it, at every member that waits for it.
public final class Communicator implements AutoCloseable {
  private final World world;
  private final String name;
  private final List<Integer> ranks;
  private final @Nullable ProcessGroupGloo group;
  private long calls;

  private Communicator(
      World world, String name, List<Integer> ranks, @Nullable ProcessGroupGloo group) {
    this.world = world;
    this.name = name;
    this.ranks = List.copyOf(ranks);
    this.group = group;
  }

  static Communicator of(
      World world, String name, List<Integer> ranks, Device device, Duration timeout) {
    if (ranks.size() == 1) {
      return new Communicator(world, name, ranks, null);
    }
    try (Scope _ = Scope.open()) {
      ProcessGroupGloo.Options options =
          ProcessGroupGloo.Options.create(new Milliseconds(timeout.toMillis()));
      options.devices(new GlooDeviceVector(device));
      options.threads(1); // collectives of a group run in the order in which they were started
      Store store = world.rendezvous().part("group/" + name);
      ProcessGroupGloo group =
          Scope.keep(
              world.quietly(() ->
                  new ProcessGroupGloo(store, ranks.indexOf(world.rank()), ranks.size(), options)));
      Scope.release(store); // the group holds it
      return new Communicator(world, name, ranks, group);
    } catch (RuntimeException e) {
      throw world.failure("the making of the group " + name, e);
    }
  }

  /// Number of this rank within the group.
  public int rank() {
    return ranks.indexOf(world.rank());
  }

  /// Members.
  public int size() {
    return ranks.size();
  }

  /// The members' numbers in the world.
  public List<Integer> ranks() {
    return ranks;
  }

  /// Replaces `tensor` by the reduction over all members: the same bits at each.
  public void allReduce(Tensor tensor, Reduction reduction) {
    startAllReduce(tensor, reduction).await();
  }

  /// Starts [#allReduce].
  public Pending startAllReduce(Tensor tensor, Reduction reduction) {
    return start(
        "all-reduce",
        g -> {
          AllreduceOptions options = new AllreduceOptions();
          options.reduceOp(new ReduceOp(reduction.type()));
          return g.allreduce(new TensorVector(tensor), options);
        },
        tensor);
  }

  /// Sums `tensor` over all members, in place, for each its part: member i has the i-th of equal
  /// runs of elements, and the rest loses its meaning.
  ///
  /// Gloo's own reduce-scatter is an all-reduce of a copy, whose end cannot be seen before it is
  /// waited for (`ProcessGroupGloo::reduce_scatter_tensor_coalesced`); so this is an all-reduce,
  /// too.
  public Pending startReduceScatter(Tensor tensor) {
    return startAllReduce(tensor, Reduction.SUM);
  }

  /// Puts the parts of all members one after the other into `whole`; both are flat.
  public Pending startAllGather(Tensor whole, Tensor part) {
    if (group == null) {
      whole.copy_(part);
      return Pending.NONE;
    }
    return start("all-gather", g -> g._allgather_base(whole, part), whole, part);
  }

  /// Replaces `tensor` by that of the member `root`, counted within the group.
  public void broadcast(Tensor tensor, int root) {
    start(
            "broadcast",
            g -> {
              BroadcastOptions options = new BroadcastOptions();
              options.rootRank(root);
              return g.broadcast(new TensorVector(tensor), options);
            },
            tensor)
        .await();
  }

  /// Starts to send `tensor` to the member `to`; messages between two members are told apart by
  /// `tag`.
  public Pending startSend(Tensor tensor, int to, int tag) {
    return start(
        "send to " + world.describe(ranks.get(to)),
        g -> g.send(new TensorVector(tensor), to, tag),
        tensor);
  }

  /// Fills `tensor` with what the member `from` sends under `tag`.
  public void receive(Tensor tensor, int from, int tag) {
    start(
            "receive from " + world.describe(ranks.get(from)),
            g -> g.recv(new TensorVector(tensor), from, tag),
            tensor)
        .await();
  }

  /// Waits until every member has come here.
  public void barrier() {
    start("barrier", g -> g.barrier(new BarrierOptions())).await();
  }

  /// A barrier that gives up after `timeout`; member 0 learns who did not come, the others that it
  /// failed.
  public void monitoredBarrier(Duration timeout) {
    ProcessGroupGloo g = group;
    if (g == null) {
      return;
    }
    watched(
        next("monitored barrier"),
        () -> {
          BarrierOptions options = new BarrierOptions();
          options.timeout().put(new Milliseconds(timeout.toMillis()));
          g.monitoredBarrier(options, true);
          return true;
        });
  }

  @FunctionalInterface
  private interface Call {
    Work start(ProcessGroupGloo group);
  }

  private Pending start(String kind, Call call, Tensor... tensors) {
    ProcessGroupGloo g = group;
    if (g == null) {
      return Pending.NONE;
    }
    String collective = next(kind);
    try (Scope _ = Scope.open()) {
      Work work = watched(collective, () -> call.start(g));
      return new Pending(this, List.of(tensors), work, collective);
    }
  }

  private String next(String kind) {
    calls++;
    return kind + " " + calls + " of the group " + name;
  }

  void await(String collective, Work work) {
    watched(collective, work::_wait);
  }

  private <T> T watched(String collective, Supplier<T> call) {
    world.heartbeat().enter(collective);
    try {
      return Objects.requireNonNull(call.get());
    } catch (RuntimeException e) {
      throw world.failure(collective, e);
    } finally {
      world.heartbeat().leave();
    }
  }

  @Override
  public void close() {
    if (group != null) {
      Scope.release(group);
    }
  }
}
