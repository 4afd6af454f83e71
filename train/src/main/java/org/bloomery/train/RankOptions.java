package org.bloomery.train;

import java.time.Duration;
import org.bloomery.artifact.run.ReplicaCheckSettings;
import org.bloomery.artifact.run.ReplicaCheckSettings.Policy;
import org.bloomery.artifact.run.Run;
import org.jspecify.annotations.Nullable;

/// What ranks do beside training; the same at all of them.
///
/// @param together the longest that ranks wait for each other between two phases
/// @param replicaCheck how parameters are watched that several ranks hold; absent: before each
///   checkpoint
/// @param rates whether the speed of each rank's matrix products is measured before the first step
/// @param profile whether the time of each part is counted
/// @param draws whether steps are drawn
record RankOptions(
    Duration together,
    @Nullable ReplicaCheckSettings replicaCheck,
    boolean rates,
    boolean profile,
    boolean draws) {
  /// Nothing beside training.
  static final RankOptions PLAIN =
      new RankOptions(Duration.ofMinutes(1), null, false, false, false);

  /// The Java property by which `train --draw-schedule` asks for pictures.
  private static final String DRAWS = "bloomery.drawSchedule";

  /// What the run file and the command ask for.
  static RankOptions of(Run run) {
    return new RankOptions(
        // Half of it, for the stall watch would end the process without knowing whom it waits for.
        Duration.ofMillis(500L * run.train().stallSeconds()),
        run.train().replicaCheck(),
        true,
        SingleProcess.profiles(),
        Boolean.getBoolean(DRAWS));
  }

  /// Whether ranks that differ take what most hold.
  boolean repairs() {
    return replicaCheck != null && replicaCheck.policy() == Policy.REPAIR;
  }

  /// Whether ranks are compared after `step` steps of the optimiser.
  boolean comparesAfter(long step) {
    return replicaCheck != null && step % replicaCheck.everySteps() == 0;
  }
}
