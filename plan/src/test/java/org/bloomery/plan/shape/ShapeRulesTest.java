package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeRulesTest {
  private static List<Objection> check(Shape shape, Split split) {
    return new ShapeRules(split, Devices.of("a100-80", "test"), Assumptions.DEFAULTS).check(shape);
  }

  private static Split split(int tensor, int stages, int microBatch) {
    return new Split(tensor, stages, microBatch, true, Recompute.FULL, false);
  }

  private static void assertOnly(ShapeRule rule, String sentence, List<Objection> objections) {
    assertEquals(List.of(new Objection(rule, sentence)), objections);
  }

  @ParameterizedTest
  @CsvSource({
    "82, 13312, 64",
    "82, 13312, 128",
    "82, 13312, 104",
    "70, 14336, 112",
    "106, 12288, 96"
  })
  void acceptsTheShapesThatWereTimedForBloom(int layers, int hidden, int heads) {
    Shape shape = new Shape(layers, hidden, heads, 250_880, 2048);
    assertEquals(List.of(), check(shape, Split.BLOOM));
  }

  @Test
  void wantsHeadsThatDivideTheHiddenSize() {
    assertOnly(
        ShapeRule.HEADS_DIVIDE_HIDDEN,
        "100 heads do not divide hidden size 14,336; take 64 or 112 heads",
        check(new Shape(70, 14_336, 100, 250_880, 2048), Split.BLOOM));
  }

  @Test
  void wantsHeadsThatTensorRanksCanShare() {
    assertOnly(
        ShapeRule.TENSOR_PARALLEL_DIVIDES_HEADS,
        "64 heads cannot be shared by 12 tensor-parallel ranks; take 60 or 96 heads",
        check(new Shape(70, 15_360, 64, 253_440, 2048), split(12, 12, 4)).stream()
            .filter(o -> o.rule() != ShapeRule.COLUMNS_ALIGNED)
            .filter(o -> o.rule() != ShapeRule.VOCABULARY_ALIGNED)
            .toList());
  }

  /// 78×13824 with 128 heads was a third slower than with 96.
  @Test
  void wantsHeadDimensionsOfEightElements() {
    assertOnly(
        ShapeRule.HEAD_DIMENSION_ALIGNED,
        "head dimension 108 (13,824 over 128 heads) is no multiple of 8; take 96 or 144 heads",
        check(new Shape(82, 13_824, 128, 250_880, 2048), Split.BLOOM));
  }

  @Test
  void wantsUsualHeadDimensions() {
    assertOnly(
        ShapeRule.HEAD_DIMENSION_IN_RANGE,
        "16 heads on hidden size 14,336 are 896 wide, outside 64 to 256; take 56 heads",
        check(new Shape(70, 14_336, 16, 250_880, 2048), Split.BLOOM));
    assertEquals(List.of(), check(new Shape(8, 256, 8, 32_768, 512), split(1, 1, 4)));
  }

  /// BigScience left 108 heads out for this reason, on 8 ranks with micro-batches of 4.
  @Test
  void wantsAttentionMatricesInFours() {
    Shape shape = new Shape(78, 13_312, 104, 250_880, 2048);
    assertOnly(
        ShapeRule.FUSED_SOFTMAX,
        "104 heads over 8 ranks with micro-batch 2 are 26 attention matrices, no multiple of 4, so"
            + " the fused softmax is not used; take 64 or 128 heads",
        check(shape, split(8, 10, 2)).stream()
            .filter(o -> o.rule() != ShapeRule.VOCABULARY_ALIGNED)
            .toList());
    Split fused = new Split(8, 10, 2, true, Recompute.FULL, true);
    assertTrue(check(shape, fused).stream().noneMatch(o -> o.rule() == ShapeRule.FUSED_SOFTMAX));
  }

  @Test
  void wantsAlignedColumns() {
    assertOnly(
        ShapeRule.COLUMNS_ALIGNED,
        "hidden size 14,400 over 8 tensor-parallel ranks is no multiple of 64 elements; take 14,336"
            + " or 14,848",
        check(new Shape(78, 14_400, 72, 250_880, 2048), split(8, 10, 4)));
  }

  @Test
  void wantsAlignedTokens() {
    assertOnly(
        ShapeRule.TOKENS_ALIGNED,
        "micro-batch 1 with a context of 2,000 gives 2,000 rows, no multiple of 64; take a context of"
            + " 1,984 or 2,048",
        check(new Shape(82, 13_312, 64, 250_880, 2000), split(4, 12, 1)));
  }

  @Test
  void wantsAVocabularyThatRanksCanShare() {
    assertEquals(250_880, ShapeRules.paddedVocabulary(250_680, 4));
    assertOnly(
        ShapeRule.VOCABULARY_ALIGNED,
        "vocabulary 250,680 is no multiple of 128 × 4 tensor-parallel ranks; pad it to 250,880",
        check(new Shape(70, 14_336, 112, 250_680, 2048), Split.BLOOM));
  }

  @Test
  void wantsEqualStages() {
    assertOnly(
        ShapeRule.EQUAL_STAGES,
        "72 layers and the two embeddings are 74 slots, which 12 pipeline stages cannot share"
            + " equally; take 70 or 82 layers",
        check(new Shape(72, 14_336, 112, 250_880, 2048), Split.BLOOM));
    assertOnly(
        ShapeRule.EQUAL_STAGES,
        "6 layers and the two embeddings are 8 slots, which 12 pipeline stages cannot share"
            + " equally; take 10 layers",
        check(new Shape(6, 768, 12, 32_768, 512), split(1, 12, 4)));
  }

  @Test
  void wantsAnAspectRatioThatCostsLittle() {
    List<Objection> objections = check(new Shape(10, 38_400, 192, 250_880, 2048), Split.BLOOM);
    assertEquals(1, objections.size(), objections.toString());
    assertEquals(ShapeRule.ASPECT_RATIO, objections.getFirst().rule());
    String sentence = objections.getFirst().sentence();
    assertTrue(sentence.startsWith("10 layers of width 38,400 are too flat: "), sentence);
    assertTrue(sentence.contains("take about 81 layers of width 13,"), sentence);
  }
}
