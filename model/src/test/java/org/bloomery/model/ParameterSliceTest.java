package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSliceTest {
  private static final BloomShape SHAPE = new BloomShape(37, 30, 2, 5, 8, 1e-5, 0);

  /// Five heads and 37 tokens divide by none of these.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theSlicesOfAllSharesAreTheWholeAndStartWithItsWeights(int shares) {
    try (BloomModel whole = BloomModel.create(SHAPE, 0.05, Precision.FP64, 3)) {
      for (Parameter parameter : whole.store().parameters()) {
        double[] joined = new double[(int) parameter.elements()];
        int[] holders = new int[joined.length];
        for (int share = 0; share < shares; share++) {
          try (BloomPart part = part(share, shares)) {
            part.initialise(3);
            ParameterSlice slice = slice(part, parameter.name());
            double[] held = Tensors.doubles(part.store().master(slice.held()));
            slice.runs(
                0,
                held.length,
                (at, to, elements) -> {
                  System.arraycopy(held, (int) at, joined, (int) to, (int) elements);
                  IntStream.range((int) to, (int) (to + elements)).forEach(i -> holders[i]++);
                });
          }
        }
        assertArrayEquals(
            Tensors.doubles(whole.store().master(parameter)), joined, parameter.name());
        int expected = parameter.sharding() == Sharding.REPLICATED ? shares : 1;
        for (int holder : holders) {
          assertEquals(expected, holder, parameter.name());
        }
      }
    }
  }

  @Test
  void headsStayTogether() {
    try (BloomPart part = part(1, 3)) {
      String attention = "transformer.h.0.self_attention.";
      assertEquals(List.of(36L, 30L), shape(part, attention + "query_key_value.weight"));
      assertEquals(List.of(36L), shape(part, attention + "query_key_value.bias"));
      assertEquals(List.of(30L, 12L), shape(part, attention + "dense.weight"));
      assertEquals(18, slice(part, attention + "query_key_value.weight").first());
    }
  }

  @Test
  void moreSharesThanHeadsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> part(0, 6));
  }

  @Test
  void onlyNormsWithinBranchesSeeAPartOfTheirGradient() {
    try (BloomPart part = part(0, 2)) {
      assertEquals(
          List.of(
              "transformer.h.0.input_layernorm.weight",
              "transformer.h.0.input_layernorm.bias",
              "transformer.h.0.post_attention_layernorm.weight",
              "transformer.h.0.post_attention_layernorm.bias"),
          part.summedOverShares().stream().map(Parameter::name).limit(4).toList());
      assertEquals(8, part.summedOverShares().size());
    }
  }

  /// Embedding norm, final norm, and of each block two norms and the biases after the sums.
  @Test
  void withRowsCutEveryShareSeesAPartOfWhatIsNotCut() {
    try (BloomPart part = part(0, 2, true)) {
      assertEquals(
          part.slices().stream()
              .map(ParameterSlice::whole)
              .filter(p -> p.sharding() == Sharding.REPLICATED)
              .map(Parameter::name)
              .sorted()
              .toList(),
          part.summedOverShares().stream().map(Parameter::name).sorted().toList());
      assertEquals(4 + 2 * 6, part.summedOverShares().size());
    }
  }

  private static BloomPart part(int share, int shares) {
    return part(share, shares, false);
  }

  private static BloomPart part(int share, int shares, boolean rowsCut) {
    return new BloomPart(
        SHAPE, 0.05, Precision.FP64, List.of(ModelRange.whole(2)), share, shares, rowsCut, 1);
  }

  private static List<Long> shape(BloomPart part, String name) {
    return slice(part, name).held().shape();
  }

  private static ParameterSlice slice(BloomPart part, String name) {
    return part.slices().stream()
        .filter(slice -> slice.whole().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
