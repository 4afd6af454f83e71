package org.bloomery.train.parallel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.pipeline.Task;
import org.bloomery.artifact.pipeline.TaskOrder;
import org.bloomery.model.BloomPart;
import org.bloomery.model.Exchanges;
import org.bloomery.model.Pass;
import org.bloomery.model.Trace;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Pending;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// One rank's work on the micro-batches of a step: its stages forward and backward in the order of
/// the schedule, activations to the next stage, gradients to the one before.
///
/// Messages are sent without waiting for the receiver, so that no order of a schedule can make two
/// stages wait for each other; they are kept until they have arrived.
final class PipelinePass {
  private final BloomPart part;
  private final Communicator pipeline;
  private final Schedule schedule;
  private final Exchanges exchanges;
  private final Head head;
  private final boolean recompute;
  private StepRecorder recorder = StepRecorder.OFF;

  PipelinePass(
      BloomPart part,
      Communicator pipeline,
      Schedule schedule,
      Exchanges exchanges,
      Head head,
      boolean recompute) {
    this.part = part;
    this.pipeline = pipeline;
    this.schedule = schedule;
    this.exchanges = exchanges;
    this.head = head;
    this.recompute = recompute;
  }

  /// Writes down from now on when passes are made.
  void record(StepRecorder recorder) {
    this.recorder = recorder;
  }

  /// Adds to the part's gradients: `scale` times those of the summed losses of all micro-batches.
  ///
  /// @param progress told each addition to a gradient: in every micro-batch each parameter of a
  ///   chunk as often as [BloomPart#additions] has it
  /// @return the sum of the losses in nats, where the last stage lies; 0 elsewhere
  double addGradients(List<Pass> microBatches, double scale, GradientProgress progress) {
    Running running = new Running(microBatches, scale, progress);
    for (Task task :
        TaskOrder.of(schedule, pipeline.rank(), pipeline.size(), microBatches.size())) {
      try (Scope _ = Scope.open()) {
        if (task.forward()) {
          running.forward(task);
        } else {
          running.backward(task);
        }
      }
    }
    running.gradientsSent.forEach(Pending::await);
    return Arrays.stream(running.losses).sum();
  }

  /// Losses of each row where the last stage lies; nothing elsewhere. No gradients.
  double[] losses(Pass pass) {
    double[] losses = {};
    for (int chunk = 0; chunk < schedule.chunks(); chunk++) {
      Task task = new Task(0, chunk, true);
      try (Scope _ = Scope.open()) {
        Tensor output = part.infer(chunk, pass, exchanges, received(task, pass, true));
        if (isLast(chunk)) {
          losses = head.losses(output, pass.batch());
        } else {
          send(task, output, true).await();
        }
      }
    }
    return losses;
  }

  private int stage(int chunk) {
    return chunk * pipeline.size() + pipeline.rank();
  }

  private boolean isLast(int chunk) {
    return stage(chunk) == schedule.chunks() * pipeline.size() - 1;
  }

  /// The activation from the stage before (going forward) or the gradient from the one after, if
  /// there is such a stage.
  private @Nullable Tensor received(Task task, Pass pass, boolean forward) {
    int stage = stage(task.chunk());
    if (forward ? stage == 0 : isLast(task.chunk())) {
      return null;
    }
    Tensor tensor =
        Tensors.empty(
            part.store().precision().compute(), part.rows(pass.batch()), part.shape().hidden());
    int step = forward ? -1 : 1;
    pipeline.receive(tensor, neighbour(step), tag(task, stage + step, forward));
    return tensor;
  }

  private Pending send(Task task, Tensor tensor, boolean forward) {
    Tensor message = tensor.detach().contiguous();
    return pipeline.startSend(
        message, neighbour(forward ? 1 : -1), tag(task, stage(task.chunk()), forward));
  }

  private int neighbour(int step) {
    return Math.floorMod(pipeline.rank() + step, pipeline.size());
  }

  /// Names a message: who sent it, of which micro-batch, which way.
  private int tag(Task task, int fromStage, boolean forward) {
    int stages = schedule.chunks() * pipeline.size();
    return 2 * (task.microBatch() * stages + fromStage) + (forward ? 0 : 1);
  }

  /// The state of one step.
  private final class Running {
    private final List<Pass> microBatches;
    private final double scale;
    private final GradientProgress progress;
    private final double[] losses;
    private final int[] backwardLeft;
    private final Map<Task, Trace> traces = new HashMap<>();
    private final Map<Task, Pending> activationsSent = new HashMap<>();
    private final Deque<Pending> gradientsSent = new ArrayDeque<>();

    Running(List<Pass> microBatches, double scale, GradientProgress progress) {
      this.microBatches = microBatches;
      this.scale = scale;
      this.progress = progress;
      this.backwardLeft = new int[schedule.chunks()];
      Arrays.fill(backwardLeft, microBatches.size());
      this.losses = new double[microBatches.size()];
    }

    void forward(Task task) {
      Pass pass = microBatches.get(task.microBatch());
      Tensor input = received(task, pass, true);
      long start = System.nanoTime();
      Trace trace = part.forward(task.chunk(), pass, exchanges, recompute, input);
      recorder.pass(task, start);
      traces.put(task, trace);
      if (!isLast(task.chunk())) {
        activationsSent.put(task, send(task, trace.output(), true));
      }
    }

    void backward(Task task) {
      Pass pass = microBatches.get(task.microBatch());
      Task before = new Task(task.microBatch(), task.chunk(), true);
      Trace trace = Objects.requireNonNull(traces.remove(before));
      progress.backward(task.chunk(), --backwardLeft[task.chunk()] == 0);
      Tensor received = received(task, pass, false);
      Pending activation = activationsSent.remove(before);
      if (activation != null) {
        activation.await(); // the next stage has it, for its gradient is here
      }
      long start = System.nanoTime();
      Tensor gradient = received == null ? headGradient(task, pass, trace) : received;
      Tensor input = part.backward(trace, gradient, progress::added);
      recorder.pass(task, start);
      if (input != null) {
        gradientsSent.add(send(task, input, false));
      }
      // The stage before never holds more activations than this, so the oldest gradient has come.
      if (gradientsSent.size() > (schedule.chunks() + 1) * pipeline.size()) {
        gradientsSent.remove().await();
      }
    }

    private Tensor headGradient(Task task, Pass pass, Trace trace) {
      Tensor gradient = torch.empty_like(trace.output());
      double[] rows = head.lossesAndGradients(trace.output(), pass.batch(), scale, gradient);
      losses[task.microBatch()] = Arrays.stream(rows).sum();
      progress.added(part.parameters().tokens());
      return gradient;
    }
  }
}
