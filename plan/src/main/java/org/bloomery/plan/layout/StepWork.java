package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// Ideal seconds of a step by [Cost]: per stage for one micro-batch, forward and backward together,
/// and once for the whole step.
public final class StepWork {
  /// Bytes that one pass over the attention scores moves a number.
  private static final double SCORE_BYTES = 2;

  /// 16-bit numbers of a tensor core's preferred 128 bytes.
  private static final int ALIGNMENT = 64;

  /// Weight, gradient and two moments are read, all but the gradient written, in fp32.
  private static final double OPTIMISER_BYTES = 7 * 4;

  private final List<double[]> stages;
  private final double[] once;
  private final int microBatches;
  private final int chunks;

  private StepWork(List<double[]> stages, double[] once, int microBatches, int chunks) {
    this.stages = stages;
    this.once = once;
    this.microBatches = microBatches;
    this.chunks = chunks;
  }

  public static StepWork of(Shape shape, Layout layout, Cluster cluster) {
    Stages split = Stages.of(shape, layout);
    Communication sent = Communication.of(shape, layout, cluster);
    double[] block = block(shape, layout, cluster, sent);
    List<double[]> stages = new ArrayList<>();
    for (int stage = 0; stage < split.count(); stage++) {
      double[] work = new double[Cost.COUNT];
      for (int i = 0; i < work.length; i++) {
        work[i] = block[i] * split.blocks(stage);
      }
      if (stage == split.count() - 1) {
        work[Cost.MATRIX_PRODUCTS.column()] += headSeconds(shape, layout, cluster);
      }
      // Activations go on and their gradients come back.
      work[Cost.PIPELINE_LINK.column()] = 2 * sent.boundarySeconds();
      stages.add(work);
    }
    double[] once = new double[Cost.COUNT];
    once[Cost.DATA_LINK.column()] = sent.dataSeconds();
    once[Cost.FIXED.column()] = 1;
    // Between replicas it stands in the exchange, to which the rows of clusters were fitted.
    once[Cost.OPTIMISER.column()] =
        layout.devices() > 1
            ? 0
            : OPTIMISER_BYTES * shape.parameters() / cluster.memoryBytesPerSecond();
    return new StepWork(
        stages, once, Math.max(1, layout.microBatches()), layout.schedule().chunks());
  }

  private static double[] block(Shape shape, Layout layout, Cluster cluster, Communication sent) {
    double s = shape.context();
    double h = shape.hidden();
    double t = layout.tensor();
    double tokens = s * layout.microBatch();
    Recompute recompute = layout.recompute();
    // Narayanan et al. 2021, appendix: 24bsh² for the weights, 4bs²h for scores and values.
    double weights = 24 * tokens * h * h * recompute.forwardEquivalents();
    double attention = 4 * tokens * s * h * recompute.attentionEquivalents();
    double scores = SCORE_BYTES * shape.heads() * s * tokens / t * recompute.attentionEquivalents();
    double pass = scores / cluster.memoryBytesPerSecond();
    // Read a gradient, read the sum, write the sum: 2 + 4 + 4 bytes, or 2 + 2 + 2 without fp32.
    double sumBytes = layout.sharding() == Sharding.BF16_OPTIMIZER ? 10 : 6;
    double[] work = new double[Cost.COUNT];
    work[Cost.MATRIX_PRODUCTS.column()] = (weights + attention) / t / cluster.peakFlopsPerSecond();
    work[Cost.UNALIGNED_PRODUCTS.column()] =
        shape.hidden() / layout.tensor() % ALIGNMENT == 0 ? 0 : work[Cost.MATRIX_PRODUCTS.column()];
    work[Cost.TENSOR_LINK.column()] = sent.tensorSecondsPerBlock();
    work[Cost.LAUNCHES.column()] = 1;
    work[Cost.ATTENTION_MEMORY.column()] = pass;
    work[Cost.UNALIGNED_ATTENTION.column()] = shape.hidden() / shape.heads() % 8 == 0 ? 0 : pass;
    work[Cost.ACCUMULATION.column()] =
        sumBytes * shape.blockParameters() / t / cluster.memoryBytesPerSecond();
    return work;
  }

  /// 2bshV forward and twice that backward; it is never computed again.
  private static double headSeconds(Shape shape, Layout layout, Cluster cluster) {
    double tokens = (double) shape.context() * layout.microBatch();
    return 6
        * tokens
        * shape.embeddingParameters()
        / layout.tensor()
        / cluster.peakFlopsPerSecond();
  }

  public int microBatches() {
    return microBatches;
  }

  int stageCount() {
    return stages.size();
  }

  double stageSeconds(StepCosts costs, int stage) {
    return costs.seconds(stages.get(stage));
  }

  double onceSeconds(StepCosts costs) {
    return costs.seconds(once);
  }

  int slowestStage(StepCosts costs) {
    int slowest = 0;
    for (int stage = 1; stage < stages.size(); stage++) {
      if (stageSeconds(costs, stage) > stageSeconds(costs, slowest)) {
        slowest = stage;
      }
    }
    return slowest;
  }

  /// Ideal seconds of the whole step: the slowest stage sets the pace, and the others are waited
  /// for once, a v-th part of it where v chunks are interleaved. With equal stages that is (m + (p
  /// − 1)/v) times one of them.
  public double[] step(StepCosts costs) {
    double[] slowest = stages.get(slowestStage(costs));
    double[] step = once.clone();
    for (int i = 0; i < step.length; i++) {
      double all = 0;
      for (double[] stage : stages) {
        all += stage[i];
      }
      step[i] += microBatches * slowest[i] + (all - slowest[i]) / chunks;
    }
    return step;
  }
}
