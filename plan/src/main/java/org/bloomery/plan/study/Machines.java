package org.bloomery.plan.study;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.Cost;
import org.bloomery.plan.layout.MemoryModel;
import org.bloomery.plan.layout.StepCosts;
import org.bloomery.plan.layout.calibration.Chronicle;
import org.bloomery.plan.layout.calibration.MeasuredRow;
import org.bloomery.plan.layout.calibration.MeasuredRows;
import org.bloomery.plan.layout.calibration.MemoryCalibration;
import org.bloomery.plan.layout.calibration.StepCalibration;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.layout.calibration.SweptMemory;
import org.jspecify.annotations.Nullable;

/// The described machines, and the models of their memory and time.
///
/// @param device as catalogued or measured
/// @param cluster of such devices, with what the run file says of links and memory
/// @param sweep what memory and costs were fitted to on this machine; absent: they were not
record Machines(
    ClusterSettings settings,
    Device device,
    Cluster cluster,
    MemoryModel memory,
    StepCosts costs,
    @Nullable SweepCalibration sweep) {
  private static final double GIB = 1L << 30;
  private static final double GIGABYTE = 1e9;

  static Machines of(Run run, ClusterSettings settings, Assumptions assumed) {
    SweepCalibration sweep = OwnModel.sweep(run, assumed);
    Device device = device(run, settings, sweep);
    return settings.isThisMachine()
        ? thisMachine(run, settings, device, assumed, sweep)
        : cluster(run, settings, device, assumed);
  }

  private static Device device(
      Run run, ClusterSettings settings, @Nullable SweepCalibration sweep) {
    if (sweep != null) {
      return Devices.thisMachine(
          sweep.matrixFlopsPerSecond(),
          "measured: "
              + sweep.precision()
              + " matrices by "
              + sweep.workers()
              + " workers, median of the sweep; memory by the operating system");
    }
    Double stated = run.plan().deviceFlopsPerSecond();
    return settings.isThisMachine() && stated != null
        ? Devices.thisMachine(
            stated, "run file, plan.deviceFlopsPerSecond; memory by the operating system")
        : Devices.of(settings.device(), "plan.cluster.device");
  }

  private static Machines cluster(
      Run run, ClusterSettings settings, Device device, Assumptions assumed) {
    Double stated = settings.networkGigabytesPerSecond();
    double network =
        stated == null ? assumed.of(Cluster.NETWORK_BYTES_PER_SECOND) : stated * GIGABYTE;
    Cluster c = Cluster.of(device, settings.devices(), settings.devicesPerNode(), network, assumed);
    Double link = settings.nodeLinkGigabytesPerSecond();
    Double memory = settings.memoryGigabytes();
    Cluster cluster =
        new Cluster(
            c.name(),
            c.devices(),
            c.devicesPerNode(),
            c.peakFlopsPerSecond(),
            memory == null ? c.memoryBytes() : memory * GIB,
            c.memoryBytesPerSecond(),
            link == null ? c.nodeBytesPerSecond() : link * GIGABYTE,
            c.networkBytesPerSecondPerNode(),
            c.latencySeconds());
    LayoutSearchSettings layout = run.plan().layout();
    Path rows = layout == null ? null : layout.calibration();
    return rows == null
        ? new Machines(
            settings, device, cluster, Chronicle.memory().model(), published(device, assumed), null)
        : measured(settings, device, cluster, rows);
  }

  /// BigScience timed the A100; for other devices efficiencies are assumed.
  private static StepCosts published(Device device, Assumptions assumed) {
    return device.key().startsWith("a100") ? Chronicle.steps().costs() : StepCosts.assumed(assumed);
  }

  private static Machines measured(
      ClusterSettings settings, Device device, Cluster cluster, Path file) {
    List<MeasuredRow> rows = MeasuredRows.parse(file.toString(), text(file));
    boolean memory = rows.stream().filter(row -> row.memoryGib() != null).count() >= 4;
    return new Machines(
        settings,
        device,
        cluster,
        memory ? MemoryCalibration.fit(rows, file.toString()).model() : Chronicle.memory().model(),
        StepCalibration.fit(rows, cluster, file.toString()).costs(),
        null);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InputException(
          "plan.layout.calibration = \""
              + file
              + "\" is not UTF-8 text; name a CSV file, saved as UTF-8",
          e);
    } catch (IOException e) {
      throw new ResourceException(
          "plan.layout.calibration = \""
              + file
              + "\" cannot be read; name a CSV file, relative to the run file",
          e);
    }
  }

  /// This project's own trainer in one process. Without a sweep its speed is stated as a share of
  /// the measured one.
  private static Machines thisMachine(
      Run run,
      ClusterSettings settings,
      Device device,
      Assumptions assumed,
      @Nullable SweepCalibration sweep) {
    Double memory = settings.memoryGigabytes();
    Cluster cluster =
        Cluster.single(
            device.label(),
            device.matrixFlopsPerSecond(),
            memory == null ? device.memoryBytes() : memory * GIB,
            assumed.of(Cluster.HOST_MEMORY_BYTES_PER_SECOND));
    if (sweep != null) {
      SweptMemory peaks = sweep.memory();
      return new Machines(
          settings,
          device,
          cluster,
          peaks == null ? OwnModel.memory(run) : peaks.model(),
          sweep.steps().costs(),
          sweep);
    }
    double[] factors =
        Arrays.stream(Cost.values())
            .mapToDouble(cost -> cost == Cost.MATRIX_PRODUCTS ? 1 / run.plan().utilisation() : 0)
            .toArray();
    return new Machines(
        settings,
        device,
        cluster,
        OwnModel.memory(run),
        new StepCosts(
            factors,
            assumed.of(StepCosts.STEP_ERROR),
            "measured speed × plan.utilisation of the run file"),
        null);
  }
}
