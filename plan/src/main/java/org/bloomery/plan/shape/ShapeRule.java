package org.bloomery.plan.shape;

/// What a shape must satisfy, and why.
public enum ShapeRule {
  HEADS_DIVIDE_HIDDEN(
      "heads divide the hidden size",
      "each head takes an equal part of it: Vaswani et al. 2017, §3.2.2"),
  TENSOR_PARALLEL_DIVIDES_HEADS(
      "tensor-parallel ranks divide the heads",
      "whole heads go to a rank: Shoeybi et al. 2019 (Megatron-LM), §3"),
  HEAD_DIMENSION_IN_RANGE(
      "the head dimension is within the range in use",
      "released models use 64 to 256; FlashAttention 2 supports up to 256 (Dao 2023)"),
  HEAD_DIMENSION_ALIGNED(
      "the head dimension is a multiple of 8",
      "16 bytes, the least alignment at which Tensor Cores are efficient: NVIDIA, Matrix"
          + " Multiplication Background User's Guide, §2.2. On 384 A100, 78×13824 ran at 157 and 152"
          + " TFLOP/s with head dimensions 216 and 144, and at 110 with 108"
          + " (bigscience-workshop/bigscience, train/tr11-176B-ml)"),
  FUSED_SOFTMAX(
      "attention matrices of a rank come in fours",
      "Megatron-LM's fused softmax kernel wants (heads ÷ tensor-parallel ranks) × micro-batch to be"
          + " a multiple of 4, and a slow path runs otherwise"),
  COLUMNS_ALIGNED(
      "each rank's part of the hidden size is aligned",
      "128 bytes on the A100 and later, 16 on the V100: NVIDIA, Matrix Multiplication Background"
          + " User's Guide, §2.2"),
  TOKENS_ALIGNED(
      "the tokens of a micro-batch are aligned",
      "they are the rows of every matrix product: NVIDIA, Matrix Multiplication Background User's"
          + " Guide, §2.2"),
  VOCABULARY_ALIGNED(
      "the vocabulary is padded to 128 a tensor-parallel rank",
      "Megatron-LM, make-vocab-size-divisible-by times tensor-parallel ranks"),
  EQUAL_STAGES(
      "pipeline stages get equally many layers",
      "the longest stage sets the time of all; with 250,880 tokens each embedding takes a layer's"
          + " place (bigscience-workshop/bigscience, train/tr11-176B-ml)"),
  ASPECT_RATIO(
      "width over depth is within the range that costs little",
      "Kaplan et al. 2020, §3.1 and figure 5, around the optimum of Levine et al. 2020");

  private final String label;
  private final String source;

  ShapeRule(String label, String source) {
    this.label = label;
    this.source = source;
  }

  /// The rule in words.
  public String label() {
    return label;
  }

  public String source() {
    return source;
  }
}
