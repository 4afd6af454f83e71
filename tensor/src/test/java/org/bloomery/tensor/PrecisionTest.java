package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void namesOfRunFilesResolve() {
    assertEquals(Precision.BF16, Precision.resolve("bf16"));
    assertEquals(Precision.FP64, Precision.resolve("fp64"));
    assertEquals(Precision.FP16, Precision.resolve("fp16"));
    assertEquals("fp32", Precision.FP32.settingName());
  }

  @Test
  void autoNeverPicksDoublePrecision() {
    assertNotEquals(Precision.FP64, Precision.resolve("auto"));
  }

  @Test
  void unknownNamesAreRefusedWithTheChoices() {
    RunFileException e = assertThrows(RunFileException.class, () -> Precision.resolve("float16"));
    assertTrue(e.toString().contains("use auto, fp32, bf16, fp16 or fp64"), e.toString());
  }
}
