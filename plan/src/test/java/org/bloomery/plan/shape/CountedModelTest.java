package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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

  /// Width over depth of known models: GPT-3, and the three that BLOOM was chosen from.
  @Test
  void knowsAspectRatios() {
    assertEquals(128, 12_288.0 / 96, 0.5);
    ShapeScore wide = ShapeSearchTest.scoreOf(70, 14_336, 112);
    ShapeScore deep = ShapeSearchTest.scoreOf(82, 13_312, 64);
    assertEquals(204.8, wide.aspectRatio(), 0.05);
    assertEquals(162.3, deep.aspectRatio(), 0.05);
  }
}
