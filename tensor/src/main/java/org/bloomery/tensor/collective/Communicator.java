package org.bloomery.tensor.collective;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
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
import org.bytedeco.pytorch.global.torch.ScalarType;
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
  private final String kind;
  private long calls;

  private Communicator(
      World world, String name, List<Integer> ranks, @Nullable ProcessGroupGloo group) {
    this.world = world;
    this.name = name;
    this.ranks = List.copyOf(ranks);
    this.group = group;
    this.kind = name.split(" ", 2)[0];
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

  /// Gives every member the texts of all, in the order of the members.
  public List<String> gather(String own) {
    byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
    long[] lengths = gathered(new long[] {bytes.length});
    int words = Math.ceilDiv((int) Arrays.stream(lengths).max().orElseThrow(), Long.BYTES);
    long[] packed = new long[Math.max(1, words)];
    byte[] padded = Arrays.copyOf(bytes, packed.length * Long.BYTES);
    ByteBuffer.wrap(padded).asLongBuffer().get(packed);
    long[] all = gathered(packed);
    List<String> texts = new ArrayList<>();
    for (int member = 0; member < size(); member++) {
      ByteBuffer text = ByteBuffer.allocate(packed.length * Long.BYTES);
      text.asLongBuffer().put(all, member * packed.length, packed.length);
      texts.add(new String(text.array(), 0, (int) lengths[member], StandardCharsets.UTF_8));
    }
    return texts;
  }

  private long[] gathered(long[] own) {
    try (Scope _ = Scope.open()) {
      Tensor whole = Tensors.zeros(ScalarType.Long, (long) own.length * size());
      startAllGather(whole, Tensors.of(own, own.length)).await();
      return Tensors.longs(whole);
    }
  }

  /// Replaces `tensor` by that of the member `root`, counted within the group.
  public void broadcast(Tensor tensor, int root) {
    startBroadcast("broadcast", tensor, root).await();
  }

  /// A broadcast that gives up after `timeout`. The root may come back before all have it: only a
  /// [#monitoredBarrier] after it tells.
  ///
  /// @param before what comes after it
  public void broadcast(Tensor tensor, int root, String before, Duration timeout) {
    startBroadcast("broadcast before " + before + ",", tensor, root).await(timeout);
  }

  private Pending startBroadcast(String kind, Tensor tensor, int root) {
    return start(
        kind,
        g -> {
          BroadcastOptions options = new BroadcastOptions();
          options.rootRank(root);
          return g.broadcast(new TensorVector(tensor), options);
        },
        tensor);
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
  ///
  /// @param before what comes after it
  public void monitoredBarrier(String before, Duration timeout) {
    ProcessGroupGloo g = group;
    if (g == null) {
      return;
    }
    watched(
        next("monitored barrier before " + before + ","),
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

  void await(String collective, Work work, Duration timeout) {
    watched(collective, () -> work._wait(new Milliseconds(timeout.toMillis())));
  }

  private <T> T watched(String collective, Supplier<T> call) {
    world.heartbeat().enter(collective);
    long start = System.nanoTime();
    try {
      return Objects.requireNonNull(call.get());
    } catch (RuntimeException e) {
      throw world.failure(collective, e);
    } finally {
      world.heartbeat().leave();
      world.waits().add(kind, start);
    }
  }

  @Override
  public void close() {
    if (group != null) {
      Scope.release(group);
    }
  }
}
