package org.bloomery.plan.shape;

import java.util.List;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumptions;

/// How good a shape is on a device, as a share of the device's peak that turns into learning: the
/// product of four factors, each with its own reason.
///
/// 1. `matrixShare`: what tiles and waves leave of the matrix products, all passes of a block,
///    dense and attention, weighted by time (NVIDIA, Matrix Multiplication Background User's Guide,
///    §3).
/// 2. `trafficShare`: time of the products ÷ (that + time to move the attention scores through
///    memory). Scores are a·s²·b/t numbers of 2 bytes: forward writes them, reads and writes them
///    in softmax and in dropout (a byte more for its mask), and reads them for the context, 13
///    bytes; backward moves 19. With full recompute 45. This is why the same model is slower with
///    more heads. 1 where attention is fused.
/// 3. `balance`: mean over longest pipeline stage, in layers.
/// 4. `depthShare`: loss of a shape that is not the best one, expressed as compute. Kaplan et al.
///    2020 (§3.1) trained (6 layers, 4288) to a loss within 3% of (48, 1600). As a parabola in the
///    logarithm of width over depth that is 0.0032·x²; with L ∝ C^-0.05 a loss that is higher by
///    the share ε is made good by ε/0.05 more compute. x is measured from [DepthWidth].
///
/// Against the ten shapes that BigScience timed on 384 A100 with the same layout
/// (bigscience-workshop/bigscience, train/tr11-176B-ml), the first two factors times one constant
/// give nine logged speeds within 1.5%. The tenth, 82×13312 with 104 heads, is 14% slower than that
/// although its head dimension is 128. Nor did that help over eight ranks, where 96×12288 with 96
/// heads and 72×14336 with 112 were 11% and 10% slower than with 128. So a round head dimension
/// gets no bonus here, as it guarantees nothing, and a chosen shape is to be timed before it is
/// trained.
///
/// @param denseEfficiency the four dense products of forward alone, weighted by time: the figure
///   usually quoted for tiles and waves
/// @param aspectRatio width over depth
/// @param depthDistance x: logarithm of the aspect ratio over the best one; above zero is flatter
public record ShapeScore(
    double matrixShare,
    double trafficShare,
    double balance,
    double depthShare,
    double denseEfficiency,
    double aspectRatio,
    double depthDistance) {
  public static final String SOURCE =
      "tiles and waves by NVIDIA's Matrix Multiplication Background User's Guide, §3; memory traffic"
          + " of attention scores, counted; depth by Levine et al. 2020 and Kaplan et al. 2020, §3.1";

  /// Bytes that each score moves: written, softmax in and out, dropout in, out and mask, read.
  public static final double FORWARD_BYTES = 13;

  /// Gradient written, dropped-out score read, dropout in, mask and out, softmax in twice and out,
  /// read twice.
  public static final double BACKWARD_BYTES = 19;

  /// Kaplan et al. 2020, table 5: the loss falls as compute to this power.
  public static final double LOSS_OF_COMPUTE = 0.05;

  public static ShapeScore of(Shape shape, Split split, Device device, Assumptions assumptions) {
    double peak = device.matrixFlopsPerSecond() * assumptions.of(ShapeSearch.MATRIX_SHARE_OF_PEAK);
    List<Gemm> step = BlockGemms.step(shape, split);
    double matrixShare = efficiency(step, device);
    double seconds = flops(step) / (peak * matrixShare);
    double moved = trafficSeconds(shape, split, device, assumptions);
    double x = DepthWidth.distance(shape);
    double loss = assumptions.of(ShapeSearch.LOSS_OF_SHAPE) * x * x;
    return new ShapeScore(
        matrixShare,
        seconds / (seconds + moved),
        balance(shape, split),
        1 / (1 + loss / LOSS_OF_COMPUTE),
        efficiency(BlockGemms.dense(shape, split), device),
        (double) shape.hidden() / shape.layers(),
        x);
  }

  /// The product of the four factors. Compare it between shapes; as a prediction of speed it lacks
  /// communication and the pipeline's bubble.
  public double total() {
    return speed() * depthShare;
  }

  /// The factors that decide operations a second.
  public double speed() {
    return matrixShare * trafficShare * balance;
  }

  /// Weighted by time: operations over the sum of operations ÷ efficiency.
  static double efficiency(List<Gemm> gemms, Device device) {
    double time = gemms.stream().mapToDouble(g -> g.flops() / g.efficiency(device)).sum();
    return flops(gemms) / time;
  }

  private static double flops(List<Gemm> gemms) {
    return gemms.stream().mapToDouble(Gemm::flops).sum();
  }

  private static double trafficSeconds(
      Shape shape, Split split, Device device, Assumptions assumptions) {
    Double bandwidth = device.memoryBytesPerSecond();
    if (bandwidth == null || split.fusedAttention()) {
      return 0;
    }
    double s = shape.context();
    double scores = (double) split.microBatch() * shape.heads() / split.tensorParallel() * s * s;
    double forwards = split.recompute() == Recompute.NONE ? 1 : 2;
    double bytes = scores * (forwards * FORWARD_BYTES + BACKWARD_BYTES);
    return bytes / (bandwidth * assumptions.of(ShapeSearch.SHARE_OF_BANDWIDTH));
  }

  private static double balance(Shape shape, Split split) {
    int slots = split.slots(shape.layers());
    int longest = Math.ceilDiv(slots, split.pipelineStages());
    return (double) slots / (split.pipelineStages() * longest);
  }
}
