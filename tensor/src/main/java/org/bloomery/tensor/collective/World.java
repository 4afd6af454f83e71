package org.bloomery.tensor.collective;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bloomery.artifact.RankException;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.gloo.Device;
import org.jspecify.annotations.Nullable;

/// All ranks of a run as one of them sees them.
public final class World implements AutoCloseable {
  /// The key under which the meeting place holds whether a rank has failed.
  static final String FAILED = "failed";

  /// Ranks that a sentence names one by one.
  private static final int NAMED = 4;

  private final boolean isProcess;
  private final int rank;
  private final int size;
  private final Duration timeout;
  private final Rendezvous rendezvous;
  private final Heartbeat heartbeat;
  private final Device device;
  private final List<String> hosts = new ArrayList<>();
  private final List<Communicator> groups = new ArrayList<>();
  private final WaitTimes waits = new WaitTimes();
  private @Nullable LineWatch watch;
  private final Communicator all;

  private World(
      int rank,
      int size,
      Rendezvous rendezvous,
      Rendezvous second,
      Duration timeout,
      boolean isProcess) {
    this.isProcess = isProcess;
    this.rank = rank;
    this.size = size;
    this.timeout = timeout;
    this.rendezvous = rendezvous;
    this.heartbeat = new Heartbeat(second, rank, size);
    rendezvous.put("host/" + rank, ownName());
    for (int other = 0; other < size; other++) {
      hosts.add(rendezvous.get("host/" + other));
    }
    try (Scope _ = Scope.open()) {
      device =
          Scope.keep(
              ProcessGroupGloo.createDeviceForHostname(
                  ownAddress(rendezvous.host(), rendezvous.port())));
    }
    this.all = among("all", IntStream.range(0, size).boxed().toList());
  }

  /// Meets the other ranks.
  ///
  /// @param rank of this process, from 0
  /// @param size number of ranks
  /// @param host where rank 0 serves the meeting place, unless somebody else does
  /// @param attempt how often all ranks were started again while somebody else served
  /// @param timeout the longest that a collective may take
  /// @throws RankException if not all come
  public static World join(
      int rank, int size, String host, int port, int attempt, Duration timeout) {
    return join(
        rank,
        size,
        Rendezvous.join(host, port, timeout).ofAttempt(attempt),
        Rendezvous.join(host, port, timeout).ofAttempt(attempt),
        timeout,
        true);
  }

  /// @param first for this rank's own thread
  /// @param second for its heartbeat
  /// @param isProcess whether standard output is this rank's own
  static World join(
      int rank,
      int size,
      Rendezvous first,
      Rendezvous second,
      Duration timeout,
      boolean isProcess) {
    try {
      return new World(rank, size, first, second, timeout, isProcess);
    } catch (RankException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RankException(
          "not all of the %d ranks came to %s:%d within %d seconds; start the missing ones, or correct WORLD_SIZE"
              .formatted(size, first.host(), first.port(), timeout.toSeconds()),
          e);
    }
  }

  /// Number of this rank.
  public int rank() {
    return rank;
  }

  /// Number of ranks.
  public int size() {
    return size;
  }

  /// Where the ranks met.
  public Rendezvous rendezvous() {
    return rendezvous;
  }

  /// All ranks.
  public Communicator all() {
    return all;
  }

  /// Some of the ranks, in that order; every one of them must call it, and all members must make
  /// their groups in the same order.
  ///
  /// @param name unlike that of every other group
  public Communicator among(String name, List<Integer> ranks) {
    Communicator group = Communicator.of(this, name, ranks, device, timeout);
    groups.add(group);
    return group;
  }

  /// `rank 3 on host worker-2, process 417`.
  public String describe(int rank) {
    return "rank " + rank + " on host " + hosts.get(rank);
  }

  /// Tells the other ranks why this one ends, so that they can say it too.
  public void tellFailure(String sentence) {
    tellFailure(rendezvous, sentence);
  }

  private void tellFailure(Rendezvous through, String sentence) {
    try {
      through.put("failed/" + rank, sentence);
      through.put(FAILED, Integer.toString(rank));
    } catch (RuntimeException e) {
      // The meeting place is gone, and with it everybody who would read the sentence.
    }
  }

  /// The time that this rank spends inside collectives.
  public WaitTimes waits() {
    return waits;
  }

  /// Whether two ranks are processes of one machine, so that they read the same clock.
  public boolean sameMachine(int rank, int other) {
    return machine(rank).equals(machine(other));
  }

  private String machine(int rank) {
    return hosts.get(rank).split(", process ", 2)[0];
  }

  /// Watches the line to the others from now on. Nothing tells a rank that waits for a message that
  /// a cable was cut: TCP tries for a quarter of an hour. So when a rank, or the meeting place, has
  /// given no sign of life for half a minute, `lost` is called in a thread of its own with the
  /// sentence; it should end the process, because the collectives that wait cannot be called off.
  ///
  /// A job that is suspended as a whole loses nobody.
  public void watch(Consumer<RankException> lost) {
    if (size > 1) {
      heartbeat.startLooking();
      watch = LineWatch.start(this, lost);
    }
  }

  /// Why this rank has to end although its collectives still wait.
  ///
  /// @param answered whether the meeting place still does
  RankException lost(boolean answered) {
    if (!answered) {
      return new RankException(
          "the meeting place of the ranks at %s:%d no longer answers %s; rank 0, its host or the network to it has ended"
              .formatted(rendezvous.host(), rendezvous.port(), describe(rank)));
    }
    // The rank's own connection may be waiting for somebody, too.
    RankException failure = failure(heartbeat.doing(), heartbeat.connection(), null);
    tellFailure(heartbeat.connection(), String.valueOf(failure.getMessage()));
    return failure;
  }

  /// Makes something that is of no interest to whoever reads this process's standard output.
  <T> T quietly(Supplier<T> maker) {
    return isProcess ? QuietOutput.of(maker) : maker.get();
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /// What every rank is at, with its last collective; takes some seconds.
  public Standing standing() {
    try {
      List<Integer> silent = heartbeat.silent();
      List<Heartbeat.Sign> signs = heartbeat.signs();
      List<String> suspects = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (int other = 0; other < size; other++) {
        Heartbeat.Sign sign = signs.get(other);
        boolean gone = silent.contains(other);
        String at =
            gone
                ? " no longer answers; the last that was seen of it is "
                : sign.inside()
                    ? " waits in "
                    : " is in no collective; the last that was seen of it is ";
        boolean suspect = silent.isEmpty() ? !sign.inside() : gone;
        (suspect ? suspects : others).add(describe(other) + at + sign.doing());
      }
      return new Standing(suspects, others);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Standing.UNKNOWN;
    } catch (RuntimeException e) {
      return new Standing(
          List.of(
              "the meeting place of the ranks at %s:%d no longer answers"
                  .formatted(rendezvous.host(), rendezvous.port())),
          List.of());
    }
  }

  /// Why a collective failed, in one sentence that names who is to blame.
  RankException failure(String collective, RuntimeException cause) {
    return failure(collective, rendezvous, cause);
  }

  private RankException failure(
      String collective, Rendezvous through, @Nullable RuntimeException cause) {
    try {
      List<Integer> silent = heartbeat.silent();
      List<Integer> told =
          IntStream.range(0, size)
              .filter(other -> other != rank && through.has("failed/" + other))
              .boxed()
              .sorted(Comparator.comparingInt(other -> silent.contains(other) ? 0 : 1))
              .toList();
      if (!told.isEmpty() && (silent.isEmpty() || silent.contains(told.getFirst()))) {
        int other = told.getFirst();
        return new RankException(
            "%s failed: %s".formatted(describe(other), through.get("failed/" + other)), cause);
      }
      if (!silent.isEmpty()) {
        return new RankException(
            "%s no longer %s; %s waited in %s"
                .formatted(
                    describe(silent),
                    silent.size() == 1 ? "answers" : "answer",
                    describe(rank),
                    collective),
            cause);
      }
      return new RankException(late(collective), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RankException("interrupted in " + collective, cause);
    } catch (RuntimeException e) {
      return new RankException(
          "the meeting place of the ranks at %s:%d no longer answers, and %s failed in %s; rank 0 or its network has ended"
              .formatted(rendezvous.host(), rendezvous.port(), describe(rank), collective),
          cause);
    }
  }

  /// Everybody lives, so somebody is late: whoever computes while others wait.
  private String late(String collective) {
    List<Heartbeat.Sign> signs = heartbeat.signs();
    List<Integer> absent = new ArrayList<>();
    for (int other = 0; other < size; other++) {
      if (other != rank && !signs.get(other).inside()) {
        absent.add(other);
      }
    }
    if (absent.isEmpty()) {
      return "%s lost its connection in %s although all ranks live; look at the network between the hosts"
          .formatted(describe(rank), collective);
    }
    return "%s did not come to %s; the last that was seen of it is %s"
        .formatted(describe(absent), collective, signs.get(absent.getFirst()).doing());
  }

  private String describe(List<Integer> ranks) {
    String names = String.join(" and ", ranks.stream().limit(NAMED).map(this::describe).toList());
    return ranks.size() > NAMED ? names + " and %d more".formatted(ranks.size() - NAMED) : names;
  }

  /// Asks the system and no name server, which may take its time to answer.
  private static String ownName() {
    String host = System.getenv().getOrDefault("COMPUTERNAME", "localhost");
    Path linux = Path.of("/proc/sys/kernel/hostname");
    try {
      host = Files.isReadable(linux) ? Files.readString(linux).strip() : host;
    } catch (IOException e) {
      // then it goes by the other name
    }
    return host + ", process " + ProcessHandle.current().pid();
  }

  /// The address by which this host reaches the meeting place, so by which others reach it. A
  /// datagram socket finds it without sending anything.
  private static String ownAddress(String host, int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new RankException("the host " + host + " cannot be found; correct MASTER_ADDR", e);
    }
  }

  /// Leaves; whoever still waits for this rank fails.
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    groups.reversed().forEach(Communicator::close);
    heartbeat.close();
    Scope.release(device);
    rendezvous.close();
  }
}
