package org.bloomery.plan.layout;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;

/// How many times its ideal seconds each [Cost] takes.
public final class StepCosts {
  private static final String RANGE = "; a range of ours, to be replaced by measured rows";

  public static final Assumption MATRIX_EFFICIENCY =
      new Assumption(
              "matrixEfficiency",
              "share of the peak that large matrix products reach",
              0.6,
              0.45,
              0.9,
              "",
              "with the other costs it gives the 0.47 of an H100's peak that Megatron-Core's README"
                  + " reports at most, and about the 0.52 of an A100's of Narayanan et al. 2021; the fit"
                  + " to BigScience's rows gives 0.89 beside larger other costs")
          .ofOne();

  public static final Assumption UNALIGNED_PRODUCTS_EXTRA =
      new Assumption(
          "unalignedProductsExtra",
          "ideal times added where a rank's share of the width is no multiple of 64",
          0.3,
          0,
          0.7,
          "",
          "width 14400 ÷ 8 against 13824 ÷ 8 at BigScience: 94.4 against 120.1 TFLOP/s");

  public static final Assumption LINK_EFFICIENCY =
      new Assumption(
              "linkEfficiency",
              "share of a link's usable speed that training reaches",
              0.7,
              0.25,
              1,
              "",
              "the fit to BigScience's rows gives 0.28 inside a node, with launches that wait"
                  + RANGE)
          .ofOne();

  public static final Assumption LAUNCH_SECONDS =
      new Assumption(
              "launchSecondsPerBlock",
              "time of a block and micro-batch that does not shrink with its size",
              0.5e-3,
              0.1e-3,
              7e-3,
              "seconds",
              "about a hundred kernels of 5 µs; BigScience's rows, with CUDA_LAUNCH_BLOCKING=1, give"
                  + " 5 ms")
          .atLeast(0);

  public static final Assumption ATTENTION_PASSES =
      new Assumption(
          "attentionPasses",
          "passes over the attention scores in one forward pass",
          2,
          0,
          6,
          "",
          "0 with attention that never writes its scores (Dao et al. 2022); the fit to BigScience's"
              + " rows gives 5");

  public static final Assumption FIXED_SECONDS =
      new Assumption(
          "fixedSecondsPerStep",
          "time of a step outside forward and backward",
          0.05,
          0,
          4,
          "seconds",
          "3.9 s for BLOOM's size on 384 devices (BigScience, chronicles of tr11-176B, 26 February"
              + " 2022), mostly the exchange between replicas, which is counted apart");

  public static final Assumption STEP_ERROR =
      new Assumption(
              "stepTimeError",
              "relative error of a predicted step without measured rows",
              0.3,
              0.1,
              0.5,
              "",
              "published utilisations of one device and size differ by this much" + RANGE)
          .within(0, 0.9);

  public static final List<Assumption> ASSUMED =
      List.of(
          MATRIX_EFFICIENCY,
          UNALIGNED_PRODUCTS_EXTRA,
          LINK_EFFICIENCY,
          LAUNCH_SECONDS,
          ATTENTION_PASSES,
          FIXED_SECONDS,
          STEP_ERROR,
          Cluster.NODE_LINK_USE,
          Cluster.NETWORK_BYTES_PER_SECOND,
          Cluster.HOST_MEMORY_BYTES_PER_SECOND,
          Cluster.MESSAGE_LATENCY_SECONDS);

  private final double[] factors;
  private final double relativeError;
  private final String source;

  /// Costs with stated factors.
  ///
  /// @param factors by [Cost#column]
  /// @param relativeError half of the band, as a share of the seconds
  /// @param source which rows or assumptions these are
  public StepCosts(double[] factors, double relativeError, String source) {
    if (factors.length != Cost.COUNT) {
      throw new IllegalArgumentException(factors.length + " factors for " + Cost.COUNT + " costs");
    }
    this.factors = factors.clone();
    this.relativeError = relativeError;
    this.source = source;
  }

  /// Where nothing was measured.
  public static StepCosts assumed(Assumptions assumptions) {
    double[] factors = new double[Cost.COUNT];
    factors[Cost.MATRIX_PRODUCTS.column()] = 1 / assumptions.of(MATRIX_EFFICIENCY);
    double link = 1 / assumptions.of(LINK_EFFICIENCY);
    factors[Cost.TENSOR_LINK.column()] = link;
    factors[Cost.PIPELINE_LINK.column()] = link;
    factors[Cost.DATA_LINK.column()] = link;
    factors[Cost.UNALIGNED_PRODUCTS.column()] = assumptions.of(UNALIGNED_PRODUCTS_EXTRA);
    factors[Cost.LAUNCHES.column()] = assumptions.of(LAUNCH_SECONDS);
    factors[Cost.ATTENTION_MEMORY.column()] = assumptions.of(ATTENTION_PASSES);
    factors[Cost.UNALIGNED_ATTENTION.column()] = assumptions.of(ATTENTION_PASSES);
    factors[Cost.ACCUMULATION.column()] = 1;
    factors[Cost.FIXED.column()] = assumptions.of(FIXED_SECONDS);
    factors[Cost.OPTIMISER.column()] = 1;
    return new StepCosts(
        factors, assumptions.of(STEP_ERROR), "assumed efficiencies, no measured rows");
  }

  /// All factors larger by one: what a single measured row can say.
  public StepCosts slower(double by, double fixedSeconds, double newError, String newSource) {
    double[] scaled = factors.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= by;
    }
    scaled[Cost.FIXED.column()] = fixedSeconds;
    return new StepCosts(scaled, newError, newSource);
  }

  public double factor(Cost cost) {
    return factors[cost.column()];
  }

  /// Seconds of ideal parts by [Cost#column].
  double seconds(double[] ideal) {
    double seconds = 0;
    for (int i = 0; i < factors.length; i++) {
      seconds += factors[i] * ideal[i];
    }
    return seconds;
  }

  @JsonProperty
  public double relativeError() {
    return relativeError;
  }

  @JsonProperty
  public String source() {
    return source;
  }

  @JsonProperty
  public Map<Cost, Double> byCost() {
    Map<Cost, Double> map = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      map.put(cost, factor(cost));
    }
    return map;
  }
}
