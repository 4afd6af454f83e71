package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Shape;

/// What must divide what, and what should.
public final class LayoutRules {
  private final Shape shape;
  private final Layout layout;
  private final Cluster cluster;
  private final List<LayoutProblem> problems = new ArrayList<>();

  private LayoutRules(Shape shape, Layout layout, Cluster cluster) {
    this.shape = shape;
    this.layout = layout;
    this.cluster = cluster;
  }

  /// All problems of a layout, refusals and warnings.
  public static List<LayoutProblem> problems(Shape shape, Layout layout, Cluster cluster) {
    LayoutRules rules = new LayoutRules(shape, layout, cluster);
    rules.devices();
    rules.tensor();
    rules.pipeline();
    rules.batch();
    rules.sharding();
    return List.copyOf(rules.problems);
  }

  public static boolean isRefused(Shape shape, Layout layout, Cluster cluster) {
    return firstRefusal(shape, layout, cluster).isPresent();
  }

  /// The first rule that refuses a layout, the cheapest to check first.
  static Optional<LayoutProblem> firstRefusal(Shape shape, Layout layout, Cluster cluster) {
    LayoutRules rules = new LayoutRules(shape, layout, cluster);
    List<Runnable> checks =
        List.of(rules::batch, rules::sharding, rules::devices, rules::tensor, rules::pipeline);
    for (Runnable check : checks) {
      check.run();
      for (LayoutProblem problem : rules.problems) {
        if (problem.refuses()) {
          return Optional.of(problem);
        }
      }
    }
    return Optional.empty();
  }

  private void devices() {
    long used = layout.devices();
    refuseIf(
        used > cluster.devices(),
        "devices",
        "TP %d × PP %d × DP %d takes %d devices, but the cluster has %d; lower one of them",
        layout.tensor(),
        layout.pipeline(),
        layout.data(),
        used,
        cluster.devices());
    warnIf(
        used < cluster.devices(),
        "idle devices",
        "TP %d × PP %d × DP %d leaves %d of %d devices idle; raise DP",
        layout.tensor(),
        layout.pipeline(),
        layout.data(),
        cluster.devices() - used,
        cluster.devices());
  }

  private void tensor() {
    int t = layout.tensor();
    refuseIf(
        shape.heads() % t != 0,
        "heads",
        "%d heads cannot be divided by TP %d; take a TP that divides the heads",
        shape.heads(),
        t);
    refuseIf(
        shape.vocabulary() % t != 0,
        "vocabulary",
        "%d vocabulary rows cannot be divided by TP %d; pad them to a multiple of %d",
        shape.vocabulary(),
        t,
        128 * t);
    warnIf(
        t > cluster.devicesPerNode(),
        "tensor in node",
        "TP %d is wider than a node of %d devices, so every block waits for the network; use PP",
        t,
        cluster.devicesPerNode());
    refuseIf(
        layout.sequenceParallel() && t == 1,
        "sequence parallel",
        "sequence parallelism divides among the ranks of TP, but TP is 1; switch it off");
    refuseIf(
        layout.sequenceParallel() && shape.context() % t != 0,
        "sequence",
        "%d tokens of a sequence cannot be divided by TP %d; take a TP that divides them",
        shape.context(),
        t);
  }

  private void pipeline() {
    int p = layout.pipeline();
    Stages stages = Stages.of(shape, layout);
    int chunks = layout.schedule().chunks();
    int least = shape.layers();
    for (int stage = 0; stage < p; stage++) {
      least = Math.min(least, stages.blocks(stage));
    }
    refuseIf(
        least < 1,
        "empty stage",
        "%d layers leave a stage of PP %d without a block; lower PP",
        shape.layers(),
        p);
    warnIf(
        !stages.isEven(),
        "uneven stages",
        "%d %s over PP %d leaves stages of %d and %d, and the longest sets the pace; change either",
        stages.slots(),
        layout.embeddingSlots() ? "slots (layers + embedding + head)" : "layers",
        p,
        stages.slots() / p + 1,
        stages.slots() / p);
    refuseIf(
        chunks > 1 && p == 1,
        "interleaved",
        "an interleaved schedule needs a pipeline, but PP is 1; use 1f1b");
    refuseIf(
        chunks > 1 && stages.slots() % (p * chunks) != 0,
        "chunks",
        "%d slots cannot be divided into PP %d × %d chunks; change the chunks or PP",
        stages.slots(),
        p,
        chunks);
    refuseIf(
        chunks > 1 && layout.microBatches() % p != 0,
        "interleaved batch",
        "an interleaved schedule takes micro-batches in groups of PP %d, which do not divide %d;"
            + " change the micro-batch",
        p,
        layout.microBatches());
    warnIf(
        p > 1 && layout.microBatches() < p,
        "short batch",
        "%d micro-batches never fill the %d stages; raise the batch or lower PP",
        layout.microBatches(),
        p);
  }

  private void batch() {
    int together = layout.data() * layout.microBatch();
    refuseIf(
        layout.globalBatch() % together != 0,
        "batch",
        "a batch of %d sequences cannot be divided by DP %d × micro-batch %d; change one of them",
        layout.globalBatch(),
        layout.data(),
        layout.microBatch());
  }

  private void sharding() {
    refuseIf(
        layout.pipeline() > 1 && !layout.sharding().worksInPipeline(),
        "sharding in pipeline",
        "%s spreads gradients that PP %d still adds to; use ZeRO-1 or PP 1",
        layout.sharding().label(),
        layout.pipeline());
    boolean spread =
        layout.sharding() != Sharding.ZERO_0 && layout.sharding() != Sharding.BF16_OPTIMIZER;
    warnIf(
        spread && layout.data() == 1,
        "nothing to share",
        "%s shares among replicas, but DP is 1; use ZeRO-0",
        layout.sharding().label());
    warnIf(
        layout.schedule().kind() == Schedule.Kind.ALL_FORWARD_ALL_BACKWARD
            && layout.pipeline() == 1
            && layout.microBatches() > 1,
        "kept micro-batches",
        "without a pipeline AFAB keeps all %d micro-batches for nothing; use 1f1b",
        layout.microBatches());
  }

  private void refuseIf(boolean broken, String rule, String sentence, Object... values) {
    if (broken) {
      problems.add(new LayoutProblem(rule, true, sentence, List.of(values)));
    }
  }

  private void warnIf(boolean broken, String rule, String sentence, Object... values) {
    if (broken) {
      problems.add(new LayoutProblem(rule, false, sentence, List.of(values)));
    }
  }
}
