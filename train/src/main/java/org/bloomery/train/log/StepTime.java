package org.bloomery.train.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.bloomery.train.gauge.NoiseScale;
import org.bloomery.train.gauge.StepGauges;
import org.bloomery.train.gauge.Work;
import org.jspecify.annotations.Nullable;

/// A line of `steps.jsonl`; what was not measured is left out.
///
/// @param modelFlopsPerSecond operations that the model asks for, whatever the machine really does
/// @param deviceFlopsPerSecond operations that the machine does, recomputation included
/// @param modelFlopsUtilisation the first over the rate of this machine's own matrix products (MFU:
///   Chowdhery et al. 2022, PaLM, appendix B, there over the data sheet's peak)
/// @param ranks that did the work together
/// @param replicas among them
/// @param weightNorm of all weights, before the update
/// @param gradientZeros share of the gradient's elements that are zero
/// @param noise this step's two squared gradient norms
/// @param noiseScale averaged gradient noise scale, in sequences
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepTime(
    long step,
    double seconds,
    double samplesPerSecond,
    double tokensPerSecond,
    @Nullable Double modelFlopsPerSecond,
    @Nullable Double deviceFlopsPerSecond,
    @Nullable Double modelFlopsUtilisation,
    @Nullable Integer ranks,
    @Nullable Integer replicas,
    @Nullable Double weightNorm,
    @Nullable Double gradientZeros,
    NoiseScale.@Nullable Pair noise,
    @Nullable Double noiseScale) {

  static StepTime of(
      long step,
      double seconds,
      int batch,
      double tokensPerSecond,
      StepGauges gauges,
      NoiseScale noise) {
    Work work = gauges.work();
    OptionalDouble scale = noise.sequences();
    Double model = work == null ? null : (Double) (work.modelFlopsPerToken() * tokensPerSecond);
    boolean rated = work != null && work.matrixFlopsPerSecond() > 0;
    return new StepTime(
        step,
        seconds,
        batch / seconds,
        tokensPerSecond,
        model,
        work == null ? null : (Double) (work.deviceFlopsPerToken() * tokensPerSecond),
        rated && model != null && work != null
            ? (Double) (model / work.matrixFlopsPerSecond())
            : null,
        work == null ? null : (Integer) work.ranks(),
        work == null ? null : (Integer) work.replicas(),
        gauges.weightNorm(),
        gauges.gradientZeros(),
        gauges.gradients(),
        scale.isPresent() ? (Double) scale.getAsDouble() : null);
  }

  /// By tag, what is also shown over samples and tokens.
  Map<String, Double> curves() {
    Map<String, Double> curves = new LinkedHashMap<>();
    put(curves, "params-norm/params-norm", weightNorm, 1);
    put(curves, "num-zeros/share of zeros", gradientZeros, 1);
    put(curves, "noise-scale/noise-scale", noise == null ? null : noiseScale, 1);
    return curves;
  }

  /// By tag, how fast the step was. The tag of operations a second is the one in BLOOM's logs,
  /// which count recomputation; a rank is what is a GPU there.
  Map<String, Double> speeds() {
    Map<String, Double> speeds = new LinkedHashMap<>();
    put(speeds, "iteration-time/samples per second", samplesPerSecond, 1);
    put(speeds, "iteration-time/tokens per second", tokensPerSecond, 1);
    if (ranks != null && replicas != null) {
      speeds.put("iteration-time/samples per second per replica", samplesPerSecond / replicas);
      speeds.put("iteration-time/tokens per second per replica", tokensPerSecond / replicas);
      speeds.put("iteration-time/world_size", (double) ranks);
      put(speeds, "iteration-time/TFLOPs per gpu (estimated)", deviceFlopsPerSecond, 1e-12 / ranks);
      put(speeds, "iteration-time/model TFLOPs per device", modelFlopsPerSecond, 1e-12 / ranks);
    }
    put(speeds, "iteration-time/MFU", modelFlopsUtilisation, 1);
    return speeds;
  }

  private static void put(
      Map<String, Double> tags, String tag, @Nullable Double value, double unit) {
    if (value != null) {
      tags.put(tag, value * unit);
    }
  }
}
