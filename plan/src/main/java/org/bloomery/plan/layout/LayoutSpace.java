package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// The values that a search tries on each axis; to fix an axis, give it one value.
///
/// @param tensor ranks that share matrices
/// @param pipeline stages
/// @param data replicas
/// @param microBatch sequences of a pass
/// @param globalBatch sequences of a step, one value
/// @param sharding of the replicas
/// @param schedules of the pipeline
/// @param recompute in backward
/// @param sequenceParallel tried where TP is above 1
public record LayoutSpace(
    List<Integer> tensor,
    List<Integer> pipeline,
    List<Integer> data,
    List<Integer> microBatch,
    int globalBatch,
    List<Sharding> sharding,
    List<Schedule> schedules,
    List<Recompute> recompute,
    List<Boolean> sequenceParallel) {
  /// Wider passes than this are not tried: activations and bubbles only grow.
  private static final int WIDEST_MICRO_BATCH = 32;

  public LayoutSpace {
    tensor = List.copyOf(tensor);
    pipeline = List.copyOf(pipeline);
    data = List.copyOf(data);
    microBatch = List.copyOf(microBatch);
    sharding = List.copyOf(sharding);
    schedules = List.copyOf(schedules);
    recompute = List.copyOf(recompute);
    sequenceParallel = List.copyOf(sequenceParallel);
  }

  /// Every divisor of the devices on the three axes, tensor parallelism within a node,
  /// micro-batches that are powers of two.
  public static LayoutSpace all(Shape shape, Cluster cluster, int globalBatch) {
    List<Integer> divisors =
        IntStream.rangeClosed(1, cluster.devices())
            .filter(n -> cluster.devices() % n == 0)
            .boxed()
            .toList();
    List<Integer> powers = new ArrayList<>();
    for (int b = 1; b <= Math.min(WIDEST_MICRO_BATCH, globalBatch); b *= 2) {
      powers.add(b);
    }
    return new LayoutSpace(
        divisors.stream()
            .filter(t -> t <= cluster.devicesPerNode() && shape.heads() % t == 0)
            .toList(),
        divisors.stream().filter(p -> p <= shape.layers()).toList(),
        divisors,
        powers,
        globalBatch,
        List.of(Sharding.values()),
        List.of(
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            Schedule.AFAB,
            Schedule.interleaved(2),
            Schedule.interleaved(4)),
        List.of(Recompute.values()),
        List.of(false));
  }

  /// One process: what is left to choose are micro-batch and recompute.
  public static LayoutSpace single(int globalBatch, List<Integer> microBatch) {
    return new LayoutSpace(
        List.of(1),
        List.of(1),
        List.of(1),
        microBatch,
        globalBatch,
        List.of(Sharding.ZERO_0),
        List.of(Schedule.ONE_FORWARD_ONE_BACKWARD),
        List.of(Recompute.NONE, Recompute.FULL),
        List.of(false));
  }

  public LayoutSpace withTensor(List<Integer> values) {
    return new LayoutSpace(
        values,
        pipeline,
        data,
        microBatch,
        globalBatch,
        sharding,
        schedules,
        recompute,
        sequenceParallel);
  }

  public LayoutSpace withPipeline(List<Integer> values) {
    return new LayoutSpace(
        tensor,
        values,
        data,
        microBatch,
        globalBatch,
        sharding,
        schedules,
        recompute,
        sequenceParallel);
  }

  public LayoutSpace withData(List<Integer> values) {
    return new LayoutSpace(
        tensor,
        pipeline,
        values,
        microBatch,
        globalBatch,
        sharding,
        schedules,
        recompute,
        sequenceParallel);
  }

  public LayoutSpace withMicroBatch(List<Integer> values) {
    return new LayoutSpace(
        tensor,
        pipeline,
        data,
        values,
        globalBatch,
        sharding,
        schedules,
        recompute,
        sequenceParallel);
  }

  /// What Megatron-DeepSpeed could do when BLOOM's layout was chosen.
  public LayoutSpace asMegatronDeepSpeedOf2022() {
    return with(
        List.of(Sharding.BF16_OPTIMIZER),
        List.of(Schedule.ONE_FORWARD_ONE_BACKWARD),
        List.of(Recompute.FULL));
  }

  /// Engine features: what the framework at hand can do.
  public LayoutSpace with(
      List<Sharding> shardings, List<Schedule> orders, List<Recompute> recomputes) {
    return new LayoutSpace(
        tensor,
        pipeline,
        data,
        microBatch,
        globalBatch,
        shardings,
        orders,
        recomputes,
        sequenceParallel);
  }

  /// Every combination that uses the cluster's devices exactly.
  List<Layout> layouts(int devices) {
    List<Layout> layouts = new ArrayList<>();
    for (int t : tensor) {
      for (int p : pipeline) {
        for (int d : data) {
          if ((long) t * p * d == devices) {
            addPasses(layouts, t, p, d);
          }
        }
      }
    }
    return layouts;
  }

  private void addPasses(List<Layout> layouts, int t, int p, int d) {
    for (int b : microBatch) {
      for (Schedule schedule : schedules) {
        if (p == 1 && schedules.size() > 1 && !schedule.equals(Schedule.ONE_FORWARD_ONE_BACKWARD)) {
          continue; // without a pipeline the order changes nothing but memory
        }
        for (Recompute again : recompute) {
          for (Sharding shared : sharding) {
            for (boolean sequence : sequenceParallel) {
              layouts.add(
                  new Layout(
                      t, p, d, b, globalBatch, shared, schedule, again, sequence && t > 1, true));
            }
          }
        }
      }
    }
  }
}
