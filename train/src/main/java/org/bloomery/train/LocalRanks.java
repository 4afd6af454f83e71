package org.bloomery.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.stage.RankSeat;
import org.bloomery.tensor.collective.Rendezvous;

/// Starts the ranks of a run as processes of this machine and watches over them: when one fails,
/// all end, and start again from the newest checkpoint as often as the run file allows.
final class LocalRanks implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private static final Duration MEETING = Duration.ofMinutes(5);

  /// What ranks have to find out who failed, and to say it.
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(100);

  /// Set by the leading rank that ends for good.
  private static final String DECISION = "decision";

  private final List<Process> ranks = new ArrayList<>();
  private final List<Path> errors = new ArrayList<>();

  private LocalRanks() {}

  /// Runs all ranks until they are done.
  ///
  /// @return the exit code
  /// @throws RankException naming the rank that failed, when no restart is left
  static int run(TrainSettings train, String[] arguments) throws IOException {
    for (int restart = 0; ; restart++) {
      try (Rendezvous place = Rendezvous.serve(HOST, 0, MEETING);
          LocalRanks ranks = new LocalRanks()) {
        ranks.start(train.ranks(), place.port(), arguments);
        Optional<String> failure = ranks.await();
        if (failure.isEmpty()) {
          return 0;
        }
        if (ranks.ownCode().isPresent()) {
          return ranks.ownCode().get();
        }
        Process first = ranks.ranks.getFirst();
        if (place.has(DECISION) && !first.isAlive()) {
          return first.exitValue();
        }
        if (restart == train.restarts()) {
          throw new RankException(
              "%s; training was started again %d times (train.restarts), give the same command to go on from the last checkpoint"
                  .formatted(failure.get(), restart));
        }
        System.err.println(
            "bloomery train: %s; all ranks start again from the last checkpoint (%d of %d)"
                .formatted(failure.get(), restart + 1, train.restarts()));
      }
    }
  }

  /// Called by the leading rank when it ends with a failure that another start would only come to
  /// again, as a loss that is not a number.
  static void tellDecision(RankSeat seat) {
    if (seat.served()) {
      try (Rendezvous place = Rendezvous.join(seat.host(), seat.port(), LAST_WORDS)) {
        place.put(DECISION, "");
      }
    }
  }

  private void start(int size, int port, String[] arguments) throws IOException {
    for (int rank = 0; rank < size; rank++) {
      ProcessBuilder builder = new ProcessBuilder(command(arguments));
      builder
          .environment()
          .putAll(
              Map.of(
                  "RANK",
                  Integer.toString(rank),
                  "LOCAL_RANK",
                  Integer.toString(rank),
                  "WORLD_SIZE",
                  Integer.toString(size),
                  "MASTER_ADDR",
                  HOST,
                  "MASTER_PORT",
                  Integer.toString(port),
                  RankSeat.AGENT_STORE,
                  "True"));
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      Path error = Files.createTempFile("bloomery-rank-" + rank + "-", ".err");
      errors.add(error);
      builder.redirectError(
          rank == 0 ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(error.toFile()));
      ranks.add(builder.start());
    }
  }

  /// This process once more: same Java, same options, same class path.
  private static List<String> command(String[] arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-Dbloomery.parent=")) {
        command.add(option);
      }
    }
    command.add("-Dbloomery.parent=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TrainStage.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /// Waits until all ranks have ended well, or one has not.
  ///
  /// @return who failed first and how
  private Optional<String> await() throws IOException {
    try {
      while (ranks.stream().anyMatch(Process::isAlive)) {
        for (int rank = 0; rank < ranks.size(); rank++) {
          Process process = ranks.get(rank);
          if (!process.isAlive() && process.exitValue() != 0) {
            return Optional.of(failure(rank));
          }
        }
        Thread.sleep(LOOK);
      }
      for (int rank = 0; rank < ranks.size(); rank++) {
        if (ranks.get(rank).exitValue() != 0) {
          return Optional.of(failure(rank));
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RankException("interrupted while ranks were training", e);
    }
  }

  private String failure(int rank) throws IOException, InterruptedException {
    long until = System.nanoTime() + LAST_WORDS.toNanos();
    for (Process other : ranks) {
      other.waitFor(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    Process process = ranks.get(rank);
    String words = Files.readString(errors.get(rank), StandardCharsets.UTF_8).strip();
    return "rank %d on this host (process %d) ended with code %d%s"
        .formatted(
            rank,
            process.pid(),
            process.exitValue(),
            words.isEmpty() ? "" : ": " + words.lines().toList().getLast());
  }

  /// The code of the leading rank where it ended by its own decision, not for another's failure: a
  /// person has stopped it, or an input is wrong, and starting again would change nothing.
  private Optional<Integer> ownCode() {
    Process first = ranks.getFirst();
    boolean decided =
        !first.isAlive()
            && first.exitValue() != 0
            && first.exitValue() != 6
            && first.exitValue() < 128;
    return decided || stopped(first) ? Optional.of(first.exitValue()) : Optional.empty();
  }

  private static boolean stopped(Process first) {
    return !first.isAlive() && first.exitValue() == 130;
  }

  /// Ends what is left.
  @Override
  public void close() throws IOException {
    ranks.forEach(Process::destroyForcibly);
    for (Path error : errors) {
      Files.deleteIfExists(error);
    }
  }
}
