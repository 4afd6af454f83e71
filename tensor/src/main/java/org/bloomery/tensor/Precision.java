package org.bloomery.tensor;

import java.util.Locale;
import org.bloomery.artifact.RunFileException;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The number format of a run's arithmetic.
public enum Precision {
  /// 32-bit floats everywhere.
  FP32(ScalarType.Float, ScalarType.Float, 4),
  /// bfloat16 weights and activations; masters, gradients, softmax and loss in 32-bit floats.
  BF16(ScalarType.BFloat16, ScalarType.Float, 2),
  /// 16-bit floats for weights and activations, which need the loss scaled; else as [#BF16].
  FP16(ScalarType.Half, ScalarType.Float, 2),
  /// 64-bit floats everywhere; for tests of exactness.
  FP64(ScalarType.Double, ScalarType.Double, 8);

  private final ScalarType compute;
  private final ScalarType master;
  private final int computeBytes;

  Precision(ScalarType compute, ScalarType master, int computeBytes) {
    this.compute = compute;
    this.master = master;
    this.computeBytes = computeBytes;
  }

  /// Type of activations and of the weights that matrix products read.
  public ScalarType compute() {
    return compute;
  }

  /// Type of master weights, gradients, optimiser state, softmax and loss.
  public ScalarType master() {
    return master;
  }

  /// Bytes of one number of the compute type.
  public int computeBytes() {
    return computeBytes;
  }

  /// The name in run files.
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads `fp32`, `bf16`, `fp16`, `fp64` or `auto`, which means what it means in run files.
  ///
  /// @throws RunFileException if the name is none of these
  public static Precision resolve(String setting) {
    return switch (setting) {
      case "auto" ->
          resolve(
              org.bloomery.artifact.run.Precision.AUTO.resolved().name().toLowerCase(Locale.ROOT));
      case "fp32" -> FP32;
      case "bf16" -> BF16;
      case "fp16" -> FP16;
      case "fp64" -> FP64;
      default ->
          throw new RunFileException(
              "precision = \"" + setting + "\" is not known; use auto, fp32, bf16, fp16 or fp64");
    };
  }
}
