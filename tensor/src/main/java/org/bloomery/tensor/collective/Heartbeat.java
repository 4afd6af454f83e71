package org.bloomery.tensor.collective;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tells the other ranks, several times a second, that this rank is alive and in which collective
/// it stands, and reads their signs when something failed.
///
/// Gloo's own messages name addresses, and only of the neighbour that noticed; the signs name the
/// rank that failed, on every rank.
final class Heartbeat implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  /// A rank whose sign does not change for so long is taken for dead.
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final Rendezvous own;
  private final int rank;
  private final int size;
  private final Thread thread;
  private volatile String doing = "has not begun";
  private volatile boolean inside;

  /// What a rank tells.
  ///
  /// @param beats signs given so far
  /// @param inside whether it waits in the collective, or has left it
  /// @param doing the newest collective
  record Sign(long beats, boolean inside, String doing) {
    String text() {
      return beats + "\n" + inside + "\n" + doing;
    }

    static Sign parse(String text) {
      String[] parts = text.split("\n", 3);
      return new Sign(Long.parseLong(parts[0]), Boolean.parseBoolean(parts[1]), parts[2]);
    }
  }

  /// Starts to beat.
  ///
  /// @param own a connection that nothing else uses
  Heartbeat(Rendezvous own, int rank, int size) {
    this.own = own;
    this.rank = rank;
    this.size = size;
    give(0);
    this.thread = Thread.ofPlatform().name("heartbeat of rank " + rank).daemon().start(this::beat);
  }

  void enter(String collective) {
    doing = collective;
    inside = true;
  }

  void leave() {
    inside = false;
  }

  private synchronized void give(long beats) {
    own.put(key(rank), new Sign(beats, inside, doing).text());
  }

  private void beat() {
    try {
      for (long beats = 1; ; beats++) {
        Thread.sleep(BETWEEN);
        give(beats);
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException e) {
      // The meeting place is gone: whoever waits for this rank learns it from the collectives.
    }
  }

  private static String key(int rank) {
    return "heartbeat/" + rank;
  }

  /// The ranks that have fallen silent; takes some seconds.
  List<Integer> silent() throws InterruptedException {
    List<Sign> before = signs();
    Thread.sleep(SILENCE);
    List<Sign> after = signs();
    List<Integer> silent = new ArrayList<>();
    for (int other = 0; other < size; other++) {
      if (before.get(other).beats() == after.get(other).beats()) {
        silent.add(other);
      }
    }
    return silent;
  }

  /// The newest sign of every rank.
  synchronized List<Sign> signs() {
    List<Sign> signs = new ArrayList<>();
    for (int other = 0; other < size; other++) {
      signs.add(Sign.parse(own.get(key(other))));
    }
    return signs;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    own.close();
  }
}
