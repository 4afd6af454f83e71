package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedModelTest {
  @Test
  void countsGptModels() {
    assertEquals(124_439_808L, GptShape.GPT2_SMALL.parameters());
    assertEquals(174_604_259_328L, GptShape.GPT3.parameters());
  }

  @Test
  void countsEncoderDecoders() {
    assertEquals(60_506_624L, T5Shape.T5_SMALL.parameters());
    assertEquals(222_903_552L, T5Shape.T5_BASE.parameters());
    assertEquals(11_307_321_344L, T5Shape.T5_11B.parameters());
    assertEquals(12_921_057_280L, T5Shape.MT5_XXL.parameters());
  }

  /// Width over depth: GPT-3, J1-Jumbo, MT-NLG 530B, and the three that BLOOM was chosen from (its
  /// notes cut the last one's 204.8 to 204).
  @ParameterizedTest
  @CsvSource({
    "96, 12288, 96, 128",
    "76, 13824, 96, 182",
    "105, 20480, 128, 195",
    "82, 13312, 64, 162",
    "82, 13312, 128, 162",
    "70, 14336, 112, 205"
  })
  void knowsAspectRatios(int layers, int hidden, int heads, double ratio) {
    assertEquals(ratio, ShapeSearchTest.scoreOf(layers, hidden, heads).aspectRatio(), 0.5);
  }
}
