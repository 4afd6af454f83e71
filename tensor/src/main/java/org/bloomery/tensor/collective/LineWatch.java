package org.bloomery.tensor.collective;

import java.time.Duration;
import java.util.function.Consumer;
import org.bloomery.artifact.RankException;

/// Notices that the line to another rank, or to the meeting place, is dead, while the rank's own
/// thread waits for a message that will never come.
///
/// It counts its own looks and no time, so that a job that was suspended and goes on is not taken
/// for one that was cut off.
final class LineWatch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /// So many looks without a sign of life.
  private static final int LOST = 30;

  /// So many looks after some rank has told that it failed; by then the collectives have, too,
  /// unless they wait for one that is cut off.
  private static final int FAILED = 10;

  private final World world;
  private final Consumer<RankException> lost;
  private final Thread thread;

  private LineWatch(World world, Consumer<RankException> lost) {
    this.world = world;
    this.lost = lost;
    this.thread =
        Thread.ofPlatform()
            .name("line watch of rank " + world.rank())
            .daemon()
            .unstarted(this::look);
  }

  static LineWatch start(World world, Consumer<RankException> lost) {
    LineWatch watch = new LineWatch(world, lost);
    watch.thread.start();
    return watch;
  }

  private void look() {
    Heartbeat.Seen before = world.heartbeat().seen();
    int unanswered = 0;
    int silent = 0;
    int failed = 0;
    try {
      while (true) {
        Thread.sleep(BETWEEN);
        Heartbeat.Seen seen = world.heartbeat().seen();
        unanswered = seen.answers() == before.answers() ? unanswered + 1 : 0;
        silent = seen.beats() == before.beats() && !seen.nextHasLeft() ? silent + 1 : 0;
        failed = seen.failed() ? failed + 1 : 0;
        before = seen;
        if (unanswered >= LOST) {
          lost.accept(world.lost(false));
          return;
        }
        if (unanswered == 0 && (silent >= LOST || failed >= FAILED)) {
          lost.accept(world.lost(true));
          return;
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
