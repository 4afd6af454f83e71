package org.bloomery.plan.shape;

/// A model whose parameters follow exactly from its dimensions: what `sum(p.numel())` of a
/// checkpoint gives, a tied matrix counted once.
public sealed interface CountedModel permits Shape, GptShape, T5Shape {
  long parameters();
}
