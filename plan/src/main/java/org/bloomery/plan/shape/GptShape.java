package org.bloomery.plan.shape;

/// The size of a GPT-2 or GPT-3 (Radford et al. 2019; Brown et al. 2020, table 2.1): learned
/// positions, and no LayerNorm behind the embedding; else as [Shape].
///
/// @param positions rows of the table of learned positions
public record GptShape(int layers, int hidden, int vocabulary, int positions)
    implements CountedModel {
  public static final GptShape GPT2_SMALL = new GptShape(12, 768, 50_257, 1024);
  public static final GptShape GPT3 = new GptShape(96, 12_288, 50_257, 2048);

  /// V·h + s·h + L(12h²+13h) + 2h (final LayerNorm).
  @Override
  public long parameters() {
    long h = hidden;
    return (vocabulary + positions + 2L) * h + layers * (12 * h * h + 13 * h);
  }
}
