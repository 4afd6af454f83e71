package org.bloomery.artifact.stage;

import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.RunFileException;
import org.jspecify.annotations.Nullable;

/// The place of this process among the ranks of a run, as whoever started it says: torchrun and
/// Kubernetes operators (`RANK`, `WORLD_SIZE`, `MASTER_ADDR`, `MASTER_PORT`), or SLURM
/// (`SLURM_PROCID`, `SLURM_STEP_NUM_TASKS`).
///
/// @param rank from 0
/// @param size number of ranks
/// @param host where ranks meet
/// @param port likewise
/// @param served whether the starter serves the meeting place (torchrun's agent, or our own), so
///   that rank 0 need not
/// @param attempt how often the starter has started all ranks again at that meeting place
public record RankSeat(int rank, int size, String host, int port, boolean served, int attempt) {
  /// PyTorch's port where none is named.
  private static final int DEFAULT_PORT = 29500;

  /// By which torchrun says that its agent serves the meeting place.
  public static final String AGENT_STORE = "TORCHELASTIC_USE_AGENT_STORE";

  /// By which torchrun counts its restarts; its agent's store outlives them.
  private static final String ATTEMPT = "TORCHELASTIC_RESTART_COUNT";

  /// The seat that `environment` describes; none for a process that was started alone.
  ///
  /// @throws RunFileException if it is described in part, or wrongly
  public static Optional<RankSeat> of(Map<String, String> environment) {
    String rank = environment.get("RANK");
    if (rank != null) {
      return seat(environment, "RANK", rank, "WORLD_SIZE", environment.get("MASTER_ADDR"));
    }
    // Within a step of srun; in a batch script outside of one, SLURM_PROCID means nothing.
    String task = environment.get("SLURM_PROCID");
    if (task != null && environment.containsKey("SLURM_STEP_NUM_TASKS")) {
      return seat(
          environment,
          "SLURM_PROCID",
          task,
          "SLURM_STEP_NUM_TASKS",
          environment.getOrDefault("MASTER_ADDR", environment.get("SLURM_LAUNCH_NODE_IPADDR")));
    }
    return Optional.empty();
  }

  private static Optional<RankSeat> seat(
      Map<String, String> environment,
      String rankName,
      String rank,
      String sizeName,
      @Nullable String host) {
    int size = number(sizeName, environment.get(sizeName));
    int seat = number(rankName, rank);
    if (size == 1) {
      return Optional.empty();
    }
    if (seat < 0 || seat >= size) {
      throw new RunFileException(
          "%s = %d is not below %s = %d; the starter of the ranks has set them wrongly"
              .formatted(rankName, seat, sizeName, size));
    }
    if (host == null) {
      throw new RunFileException(
          "MASTER_ADDR is not set beside %s = %d; set it to the host of rank 0"
              .formatted(rankName, seat));
    }
    String port = environment.get("MASTER_PORT");
    return Optional.of(
        new RankSeat(
            seat,
            size,
            host,
            port == null ? DEFAULT_PORT : number("MASTER_PORT", port),
            "True".equalsIgnoreCase(environment.get(AGENT_STORE)),
            number(ATTEMPT, environment.getOrDefault(ATTEMPT, "0"))));
  }

  private static int number(String name, @Nullable String value) {
    try {
      return Integer.parseInt(value == null ? "" : value);
    } catch (NumberFormatException e) {
      throw new RunFileException(
          name + " = " + value + " is not a number; the starter of the ranks has to set it");
    }
  }
}
