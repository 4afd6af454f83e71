package org.bloomery.plan.layout.calibration;

/// The seconds of one layout at several batches: (m + p − 1) · perMicroBatch + fixed.
///
/// @param secondsPerMicroBatch of the slowest stage, forward and backward
/// @param fixedSeconds of a step whatever its batch
/// @param worstSeconds largest residual
public record BatchLine(double secondsPerMicroBatch, double fixedSeconds, double worstSeconds) {

  /// The line through measured batches.
  ///
  /// @param stages of the pipeline
  /// @param microBatches of each measured step
  /// @param seconds of each measured step
  public static BatchLine fit(int stages, int[] microBatches, double[] seconds) {
    if (microBatches.length < 2 || microBatches.length != seconds.length) {
      throw new IllegalArgumentException(
          microBatches.length
              + " batches and "
              + seconds.length
              + " times; two of each are needed");
    }
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < seconds.length; i++) {
      meanX += (microBatches[i] + stages - 1.0) / seconds.length;
      meanY += seconds[i] / seconds.length;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < seconds.length; i++) {
      double x = microBatches[i] + stages - 1 - meanX;
      xy += x * (seconds[i] - meanY);
      xx += x * x;
    }
    double slope = xy / xx;
    BatchLine line = new BatchLine(slope, meanY - slope * meanX, 0);
    double worst = 0;
    for (int i = 0; i < seconds.length; i++) {
      worst = Math.max(worst, Math.abs(line.seconds(stages, microBatches[i]) - seconds[i]));
    }
    return new BatchLine(slope, line.fixedSeconds, worst);
  }

  public double seconds(int stages, int microBatches) {
    return (microBatches + stages - 1) * secondsPerMicroBatch + fixedSeconds;
  }
}
