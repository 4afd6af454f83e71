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

  /// What a rank waits for its heart to stop: over a cut line it may never.
  private static final Duration STOPPING = Duration.ofSeconds(2);

  /// Beats of a rank that has left in good order.
  private static final long LEFT = -1;

  private final Rendezvous own;
  private final int rank;
  private final int size;
  private final Thread thread;
  private volatile String doing = "has not begun";
  private volatile boolean inside;
  private volatile boolean looks;
  private volatile Seen seen = new Seen(0, 0, false);

  /// What this rank's heart last saw of the others.
  ///
  /// @param answers that the meeting place has given
  /// @param beats of the next rank
  /// @param failed whether some rank has told a failure
  record Seen(long answers, long beats, boolean failed) {
    boolean nextHasLeft() {
      return beats == LEFT;
    }
  }

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
        if (looks) {
          look();
        }
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException e) {
      // The meeting place is gone: whoever waits for this rank learns it from the collectives.
    }
  }

  /// Every rank looks at the next one only, so that many ranks ask the meeting place little.
  private synchronized void look() {
    long beats = Sign.parse(own.get(key((rank + 1) % size))).beats();
    seen = new Seen(seen.answers() + 1, beats, own.has(World.FAILED));
  }

  /// Begins to look at the others; all of them have come.
  void startLooking() {
    looks = true;
  }

  /// What was last seen.
  Seen seen() {
    return seen;
  }

  /// The newest collective of this rank.
  String doing() {
    return doing;
  }

  /// The connection that only waits where the meeting place does not answer.
  Rendezvous connection() {
    return own;
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

  /// Leaves. Where the meeting place does not answer any more, its connection is left to the end of
  /// the process.
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(STOPPING)) {
        return;
      }
      own.put(key(rank), new Sign(LEFT, false, "has left").text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      // The meeting place is gone, and with it everybody who would miss this rank.
    }
    own.close();
  }
}
