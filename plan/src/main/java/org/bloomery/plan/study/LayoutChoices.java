package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.LayoutChoice;
import org.bloomery.plan.layout.LayoutMemory;
import org.bloomery.plan.layout.LayoutSearch;
import org.bloomery.plan.layout.LayoutSpace;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// Puts shapes into the layouts that the run file leaves open.
final class LayoutChoices {
  private static final LayoutSearchSettings ALL_FREE =
      new LayoutSearchSettings(null, null, null, null, null, null, null, null);

  /// What a layout breaks that no rule of its numbers knows.
  static final String MEMORY = "memory of a device";

  static final String RAMP = "batches of the ramp";

  private final Run run;
  private final Machines machines;
  private final LayoutSearchSettings fixed;
  private final BatchRamp ramp;

  /// @param fitting layouts whose memory's upper edge fits, fastest first
  /// @param rejections why the others were turned down
  record Found(List<PlacedShape> fitting, int tried, List<LayoutsPart.Rejection> rejections) {}

  LayoutChoices(Run run, Machines machines) {
    this.run = run;
    this.machines = machines;
    LayoutSearchSettings stated = run.plan().layout();
    this.fixed = stated == null ? ALL_FREE : stated;
    this.ramp = run.train().batches();
  }

  /// Why none of these shapes has a layout.
  RunFileException nothingFits(String size, List<Shape> shapes) {
    List<Found> searched = shapes.stream().map(shape -> search(shape, 1)).toList();
    return new NothingFits(size, machines.cluster(), fixed, searched).refusal();
  }

  PlacedShape place(Shape shape, Layout layout, double depthShare) {
    LayoutMemory held = machines.memory().of(shape, layout);
    StepTime time = StepTime.of(shape, layout, machines.cluster(), machines.costs());
    return placed(shape, depthShare, layout, held, time);
  }

  Found search(Shape shape, double depthShare) {
    LayoutSearch found =
        LayoutSearch.of(
            shape,
            machines.cluster(),
            space(shape),
            machines.memory(),
            machines.costs(),
            LayoutSearch.Fit.UPPER_EDGE);
    Map<String, Integer> rejected = new TreeMap<>(found.refused());
    if (found.tooLarge() > 0) {
      rejected.put(MEMORY, found.tooLarge());
    }
    List<PlacedShape> fitting = new ArrayList<>();
    for (LayoutChoice choice : found.ranked()) {
      Layout layout = choice.layout();
      if (ramp.rejection(layout.microBatch(), layout.data()).isPresent()) {
        rejected.merge(RAMP, 1, Integer::sum);
      } else {
        fitting.add(placed(shape, depthShare, layout, choice.memory(), choice.time()));
      }
    }
    return new Found(
        List.copyOf(fitting),
        found.tried(),
        rejected.entrySet().stream()
            .map(each -> new LayoutsPart.Rejection(each.getKey(), each.getValue()))
            .toList());
  }

  private PlacedShape placed(
      Shape shape, double depthShare, Layout layout, LayoutMemory memory, StepTime time) {
    return new PlacedShape(
        shape,
        shape.parameters(),
        depthShare,
        layout,
        time,
        memory,
        memory.highBytes() <= machines.cluster().memoryBytes());
  }

  private LayoutSpace space(Shape shape) {
    LayoutSpace space =
        LayoutSpace.all(shape, machines.cluster(), run.train().batch())
            .with(shardings(), schedules(), recomputes());
    Integer tensor = fixed.tensor();
    Integer pipeline = fixed.pipeline();
    Integer data = fixed.data();
    Integer micro = fixed.microBatch();
    space = tensor == null ? space : space.withTensor(List.of(tensor));
    space = pipeline == null ? space : space.withPipeline(List.of(pipeline));
    space = data == null ? space : space.withData(List.of(data));
    return space.withMicroBatch(
        micro == null
            ? space.microBatch().stream().filter(this::isSwept).toList()
            : List.of(micro));
  }

  /// Fewer sequences than workers leave some of them idle: a sweep of all workers says nothing of
  /// that.
  private boolean isSwept(int microBatch) {
    SweepCalibration sweep = machines.sweep();
    return sweep == null || run.train().resolvedWorkers(microBatch) == sweep.workers();
  }

  private List<Sharding> shardings() {
    Integer zero = fixed.zero();
    if (zero != null) {
      return List.of(OwnModel.sharding(zero, run));
    }
    return machines.cluster().devices() == 1
        ? List.of(Sharding.ZERO_0)
        : List.of(Sharding.ZERO_0, OwnModel.sharding(1, run), Sharding.ZERO_2, Sharding.ZERO_3);
  }

  private List<Schedule> schedules() {
    String schedule = fixed.schedule();
    if (schedule != null) {
      return List.of(Schedule.of(schedule));
    }
    return machines.cluster().devices() == 1
        ? List.of(Schedule.ONE_FORWARD_ONE_BACKWARD)
        : List.of(Schedule.ONE_FORWARD_ONE_BACKWARD, Schedule.interleaved(2));
  }

  private List<Recompute> recomputes() {
    @Nullable Boolean recompute = fixed.recompute();
    return recompute == null
        ? List.of(Recompute.NONE, Recompute.FULL)
        : List.of(OwnModel.recompute(recompute));
  }
}
