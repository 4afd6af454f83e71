package org.bloomery.artifact.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The arithmetic of training. `AUTO` is only a wish; [#resolved()] says what it means here.
public enum Precision {
  AUTO,
  BF16,
  FP16,
  FP32,
  FP64;

  private static final Path CPU_FACTS = Path.of("/proc/cpuinfo");
  private static final Path CUDA_DRIVER = Path.of("/proc/driver/nvidia/version");

  /// bf16 where the device multiplies bf16 matrices in hardware, else fp32.
  public Precision resolved() {
    if (this != AUTO) {
      return this;
    }
    return Files.exists(CUDA_DRIVER) || cpuMultipliesBf16() ? BF16 : FP32;
  }

  private static boolean cpuMultipliesBf16() {
    try {
      String facts = Files.readString(CPU_FACTS, StandardCharsets.ISO_8859_1);
      return facts.contains(" avx512_bf16") || facts.contains(" amx_bf16");
    } catch (IOException e) {
      return false; // not Linux: no such file, and no bf16 units that libtorch would use
    }
  }
}
