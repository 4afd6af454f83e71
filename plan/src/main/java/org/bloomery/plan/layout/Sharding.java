package org.bloomery.plan.layout;

/// How weights, gradients and Adam's state are spread over the data-parallel ranks.
///
/// Mixed-precision Adam holds 16 bytes a parameter: 2 weight, 2 gradient, 12 for the fp32 master
/// weight and the two moments (Rajbhandari et al. 2020, "ZeRO", §3.1). Each stage divides one more
/// part by the number of ranks.
public enum Sharding {
  ZERO_0("ZeRO-0", 16, 0),
  ZERO_1("ZeRO-1", 4, 12),
  ZERO_2("ZeRO-2", 2, 14),
  ZERO_3("ZeRO-3", 0, 16),
  /// DeepSpeed's optimiser for bf16: ZeRO-1 with gradients that add up in fp32, 4 bytes a parameter
  /// on every rank (BigScience, chronicles of tr11-176B, 28 February 2022).
  BF16_OPTIMIZER("BF16 optimizer", 8, 12);

  private final String label;
  private final double everywhere;
  private final double divided;

  Sharding(String label, double everywhere, double divided) {
    this.label = label;
    this.everywhere = everywhere;
    this.divided = divided;
  }

  public String label() {
    return label;
  }

  /// What a parameter takes on each of `data` ranks, between steps.
  public double bytesPerParameter(int data) {
    return everywhere + divided / data;
  }

  /// What a step of the optimiser adds for a while: its share of the gradients once more, in fp32.
  /// DeepSpeed makes this copy before Adam runs. Without it BigScience's runs with one
  /// data-parallel rank come out 5 to 9 GiB under what was measured, and the one with ZeRO-0 12
  /// GiB.
  public double stepBytesPerParameter(int data) {
    return this == ZERO_0 ? 4 : 4.0 / data;
  }

  /// Bytes that one rank sends in a step for the data-parallel exchange of 16-bit numbers:
  /// 2(d−1)/d·P numbers for an all-reduce, or a reduce-scatter and an all-gather. ZeRO-3 gathers
  /// the weights for forward and for backward of each micro-batch, which is 1.5 times as much where
  /// there is one (Rajbhandari et al. 2020, §7).
  public double exchangedBytes(double parameters, int data, int microBatches) {
    double once = 2.0 * parameters * (data - 1) / data;
    return this == ZERO_3 ? (2.0 * microBatches + 1) * once : 2 * once;
  }

  /// Weights or gradients that are spread cannot wait in a pipeline's stages: DeepSpeed's pipeline
  /// engine refuses ZeRO-2 and ZeRO-3.
  public boolean worksInPipeline() {
    return this != ZERO_2 && this != ZERO_3;
  }
}
