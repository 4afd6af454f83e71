package org.bloomery.plan.layout.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepFile;
import org.bloomery.artifact.sweep.SweepRow;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.LayoutMemory;
import org.bloomery.plan.layout.MemoryFactors;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.layout.SingleProcessMemory;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCalibrationTest {
  @TempDir Path folder;

  private SweepCalibration calibrate(SweptMachine machine) throws IOException {
    return SweepCalibration.of(
        machine.write(folder.resolve("sweep.csv")),
        Precision.FP32,
        2,
        new SingleProcessMemory(4, 1024, null),
        SweptMachine.MEMORY_SPEED);
  }

  private static Layout layout(int microBatch, int batch) {
    return new Layout(
        1,
        1,
        1,
        microBatch,
        batch,
        Sharding.ZERO_0,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        Recompute.NONE,
        false,
        true);
  }

  /// A machine whose time and memory are known: a shape that the sweep has not seen, larger than
  /// all that it has, is foretold as the machine does it.
  @Test
  void findsOutHowAMachineComputesAndForetellsALargerModel() throws IOException {
    SweptMachine machine = new SweptMachine();
    SweepCalibration found = calibrate(machine);
    // The table has six digits.
    assertTrue(found.steps().quality().rms() < 5e-6, found.steps().quality().toString());
    assertTrue(found.steps().quality().rmsLeftOut() < 5e-6);
    assertEquals(SweptMachine.MATRIX_SPEED, found.matrixFlopsPerSecond(), 1e6);
    Shape large = new Shape(12, 768, 12, 8192, 512);
    Cluster cluster =
        Cluster.single(
            "known", SweptMachine.MATRIX_SPEED, Double.MAX_VALUE, SweptMachine.MEMORY_SPEED);
    double truth = machine.seconds(large, layout(4, 16));
    StepTime time = StepTime.of(large, layout(4, 16), cluster, found.steps().costs());
    assertEquals(truth, time.seconds(), 1e-5 * truth);
    SweptMemory memory = Objects.requireNonNull(found.memory());
    assertTrue(memory.quality().rms() < 1e-5, memory.quality().toString());
    LayoutMemory held = memory.model().of(large, layout(4, 16));
    assertEquals(machine.bytes(large, layout(4, 16)), held.middleBytes(), 1e6);
  }

  @Test
  void theFactorsOfMemoryAreThoseOfTheMachine() throws IOException {
    MemoryFactors factors =
        Objects.requireNonNull(
            Objects.requireNonNull(calibrate(new SweptMachine()).memory()).model().measured());
    assertEquals(1.25, factors.state(), 1e-4);
    assertEquals(0.75, factors.activations(), 1e-4);
    assertEquals(2, factors.logits(), 1e-3);
    assertEquals(0.5 * (1L << 30), factors.runtimeBytes(), 1e5);
  }

  /// The errors that the fit states are those of the measurements, and larger without the row.
  @Test
  void noiseIsSeenInTheErrorsOfTheFit() throws IOException {
    SweptMachine machine = new SweptMachine();
    machine.noise = 0.05;
    FitQuality quality = calibrate(machine).steps().quality();
    assertEquals(0.05, quality.rms(), 0.01);
    assertTrue(quality.rmsLeftOut() > quality.rms(), quality.toString());
  }

  @Test
  void rowsOfOtherPrecisionsAndWorkersAndFailuresAreLeftOutAndCounted() throws IOException {
    SweptMachine machine = new SweptMachine();
    int rows = machine.rows.size();
    SweepConfiguration first = machine.rows.getFirst().configuration();
    SweepRow.Measured slow = new SweepRow.Measured(1, 99, 99, 1, 1, 1L << 40, "2", "abc");
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      machine.rows.add(
          SweepRow.of(
              new SweepConfiguration(
                  first.layers(),
                  first.hidden(),
                  first.heads(),
                  first.vocabulary(),
                  first.sequence(),
                  1,
                  first.batch(),
                  precision,
                  false,
                  1),
              slow));
    }
    machine.rows.add(SweepRow.failed(first, "killed"));
    SweepCalibration found = calibrate(machine);
    assertEquals(rows, found.steps().rows().size());
    assertEquals(3, found.otherRows());
    String all = String.join("\n", found.sentences());
    assertTrue(all.contains(rows + " configurations in fp32 by 2 workers"), all);
    assertTrue(all.contains("3 other rows left out"), all);
    assertTrue(all.contains("Peak of memory: within 0.000 GiB"), all);
  }

  @Test
  void withoutMemoryTheTimeIsStillFitted() throws IOException {
    SweptMachine machine = new SweptMachine();
    machine.tellsMemory = false;
    SweepCalibration found = calibrate(machine);
    assertNull(found.memory());
    assertEquals(2, found.sentences().size());
  }

  @Test
  void tooFewRowsAreRefusedWithWhatToDo() throws IOException {
    SweptMachine machine = new SweptMachine();
    machine.rows.subList(7, machine.rows.size()).clear();
    InputException refused = assertThrows(InputException.class, () -> calibrate(machine));
    assertTrue(
        refused
            .getMessage()
            .contains(
                "has 7 configurations measured in fp32 by 2 workers, and 8 are needed; list more"),
        refused.getMessage());
  }

  /// Few rows fit only a scale and the fixed seconds, and say so by their errors.
  @Test
  void eightRowsAreEnough() throws IOException {
    SweptMachine machine = new SweptMachine();
    machine.rows.subList(8, machine.rows.size()).clear();
    FitQuality quality = calibrate(machine).steps().quality();
    assertEquals(8, quality.rows());
    assertTrue(quality.rms() > 0, quality.toString());
    assertEquals(Map.of(), SweepFile.read(folder.resolve("sweep.csv")).conditions());
  }
}
