package org.bloomery.artifact.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class RankSeatTest {
  @Test
  void torchrunSaysWhereARankSits() {
    assertEquals(
        Optional.of(new RankSeat(3, 8, "worker-0", 29400, true, 2)),
        RankSeat.of(
            Map.of(
                "RANK", "3",
                "WORLD_SIZE", "8",
                "MASTER_ADDR", "worker-0",
                "MASTER_PORT", "29400",
                "TORCHELASTIC_USE_AGENT_STORE", "True",
                "TORCHELASTIC_RESTART_COUNT", "2")));
  }

  @Test
  void slurmSaysItWithinAStepOnly() {
    Map<String, String> batch = Map.of("SLURM_PROCID", "0", "SLURM_NTASKS", "8");
    assertEquals(Optional.empty(), RankSeat.of(batch));
    assertEquals(
        Optional.of(new RankSeat(5, 8, "10.0.0.1", 29500, false, 0)),
        RankSeat.of(
            Map.of(
                "SLURM_PROCID", "5",
                "SLURM_STEP_NUM_TASKS", "8",
                "SLURM_LAUNCH_NODE_IPADDR", "10.0.0.1")));
  }

  @Test
  void aProcessAloneHasNoSeat() {
    assertEquals(Optional.empty(), RankSeat.of(Map.of()));
    assertEquals(Optional.empty(), RankSeat.of(Map.of("RANK", "0", "WORLD_SIZE", "1")));
  }

  @Test
  void aHalfDescribedSeatIsRefusedWithWhatIsMissing() {
    assertTrue(sentence(Map.of("RANK", "1")).startsWith("WORLD_SIZE = null is not a number"));
    assertTrue(
        sentence(Map.of("RANK", "1", "WORLD_SIZE", "2")).startsWith("MASTER_ADDR is not set"));
    assertTrue(
        sentence(Map.of("RANK", "2", "WORLD_SIZE", "2", "MASTER_ADDR", "a"))
            .startsWith("RANK = 2 is not below WORLD_SIZE = 2"));
  }

  private static String sentence(Map<String, String> environment) {
    return String.valueOf(
        assertThrows(RunFileException.class, () -> RankSeat.of(environment)).getMessage());
  }
}
