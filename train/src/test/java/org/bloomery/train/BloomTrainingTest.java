package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.tensor.Precision;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loop over the real engine.
class BloomTrainingTest {
  private static final int SEQUENCE = 16;

  @TempDir Path folder;

  private static TrainingPlan plan(long steps, double peak) {
    return plan(steps, peak, "test");
  }

  private static TrainingPlan plan(long steps, double peak, String precision) {
    return new TrainingPlan(
        Portions.constant(steps, 8, SEQUENCE),
        4,
        SEQUENCE,
        new LearningRate(peak, peak / 10, 8 * steps / 10, 8 * steps),
        1.0,
        40,
        steps > 10 ? 1000 : 3,
        2,
        0,
        Spikes.WAIT,
        7,
        precision,
        "settings");
  }

  private static Learner learner(Precision precision, double dropout) {
    return TinyTraining.learner(precision, SEQUENCE, dropout, false);
  }

  @Test
  void momentsOnDiskChangeNotABitAndLeaveNoFile() throws IOException {
    TrainingPlan plan = plan(6, 0.01);
    TinyTraining.run(folder.resolve("memory"), plan, learner(Precision.FP32, 0), 6);
    Path disk = folder.resolve("disk");
    MomentStore mapped = MomentStore.onDisk(disk.resolve("measured"));
    TinyTraining.run(
        disk, plan, TinyTraining.learner(Precision.FP32, SEQUENCE, 0, false, mapped), 6);
    Folders.assertSameBytes(folder.resolve("memory"), disk);
    try (Stream<Path> files = Files.list(disk.resolve("measured"))) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".map")));
    }
  }

  @Test
  void sixteenBitFloatsWithAScaledLossLearnNearlyAsWell() throws IOException {
    Path half = folder.resolve("half");
    TinyTraining.run(half, plan(60, 0.02, "fp16"), learner(Precision.FP16, 0), 60);
    Path full = folder.resolve("full");
    TinyTraining.run(full, plan(60, 0.02), learner(Precision.FP32, 0), 60);
    assertEquals(TinyTraining.losses(full)[0], TinyTraining.losses(half)[0], 0.01);
    assertEquals(TinyTraining.losses(full)[59], TinyTraining.losses(half)[59], 0.1);
  }

  /// Law 6: a refactoring does not move a loss. Recorded by this test with
  /// `-Dbloomery.record=true`.
  @Test
  void theLossCurveInDoublePrecisionIsTheRecordedOne() throws IOException {
    TinyTraining.run(folder, plan(30, 0.01), learner(Precision.FP64, 0.1), 30);
    double[] losses = TinyTraining.losses(folder);
    if (Boolean.getBoolean("bloomery.record")) {
      Path golden = Path.of("src/test/resources/loss-curve-fp64.json");
      Files.writeString(golden, Json.MAPPER.writeValueAsString(losses) + "\n");
    }
    JsonNode golden =
        Json.MAPPER.readTree(
            Objects.requireNonNull(
                BloomTrainingTest.class.getResourceAsStream("/loss-curve-fp64.json")));
    assertArrayEquals(Json.MAPPER.convertValue(golden, double[].class), losses, 1e-9);
  }
}
