package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// Bytes that one device sends, and the seconds they take at the links' stated speed.
///
/// 16-bit numbers throughout. Nothing is taken to overlap with computing: the all-reduces of tensor
/// parallelism wait for their results, DeepSpeed's pipeline sends and receives in turn, and
/// gradients are exchanged when the last micro-batch is done. What an engine could hide is in
/// [StepTime#overlappableSeconds].
///
/// @param tensorBytesPerBlock of one block and one micro-batch: 8 or, with full recompute, 12 times
///   bsh(t−1)/t numbers
/// @param boundaryBytes of one micro-batch over one stage boundary in one direction: 2bsh
/// @param dataBytes of one step between replicas, of the fullest stage
/// @param tensorSecondsPerBlock the first at the speed of the tensor group's link
/// @param boundarySeconds the second, each tensor rank sending its share
/// @param dataSeconds the third
public record Communication(
    double tensorBytesPerBlock,
    double boundaryBytes,
    double dataBytes,
    double tensorSecondsPerBlock,
    double boundarySeconds,
    double dataSeconds) {
  public static final String SOURCE =
      "Narayanan et al. 2021, §3.3 and §4.1 (tensor, pipeline with scatter and gather);"
          + " Rajbhandari et al. 2020, §7 (replicas)";

  public static Communication of(Shape shape, Layout layout, Cluster cluster) {
    int t = layout.tensor();
    int d = layout.data();
    double bsh = (double) layout.microBatch() * shape.context() * shape.hidden();
    double tensor = 2 * tensorVolume(layout.recompute()) * bsh * (t - 1) / t;
    double boundary = layout.pipeline() > 1 ? 2 * bsh * layout.schedule().chunks() : 0;
    double parameters = Stages.of(shape, layout).mostParameters() / t;
    double data = layout.sharding().exchangedBytes(parameters, d, layout.microBatches());
    return new Communication(
        tensor,
        boundary,
        data,
        tensor / cluster.linkBytesPerSecond(t, 1),
        boundarySeconds(boundary, layout, cluster),
        d == 1 ? 0 : data / cluster.linkBytesPerSecond(d, t) + dataLatency(layout, cluster));
  }

  /// Multiples of bsh(t−1)/t numbers per block and micro-batch: two all-reduces forward and two
  /// backward of 2(t−1)/t each, and two more where forward runs again (Narayanan et al. 2021,
  /// §3.3.1).
  private static int tensorVolume(Recompute recompute) {
    return recompute == Recompute.FULL ? 12 : 8;
  }

  /// Stages lie t·d ranks apart.
  private static double boundarySeconds(double bytes, Layout layout, Cluster cluster) {
    if (bytes == 0) {
      return 0;
    }
    int stride = layout.tensor() * layout.data();
    boolean network = cluster.spansNodes(layout.pipeline(), stride);
    return bytes / layout.tensor() / cluster.linkBytesPerSecond(layout.pipeline(), stride)
        + (network ? cluster.latencySeconds() : 0);
  }

  /// A ring takes 2(d − 1) messages one after the other.
  private static double dataLatency(Layout layout, Cluster cluster) {
    boolean network = cluster.spansNodes(layout.data(), layout.tensor());
    return network ? 2.0 * (layout.data() - 1) * cluster.latencySeconds() : 0;
  }
}
