package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  /// The released BLOOM family: `sum(p.numel())` of each published checkpoint.
  @ParameterizedTest
  @CsvSource({
    "24,  1024,  16,    559214592",
    "24,  1536,  16,   1065314304",
    "24,  2048,  16,   1722408960",
    "30,  2560,  32,   3002557440",
    "30,  4096,  32,   7069016064",
    "70, 14336, 112, 176247271424"
  })
  void countsTheParametersOfTheBloomFamily(int layers, int hidden, int heads, long parameters) {
    assertEquals(parameters, new Shape(layers, hidden, heads, 250_880, 2048).parameters());
  }

  @ParameterizedTest
  @CsvSource({"70, 14336, 112, 3596615680, 2466437120"})
  void splitsBloomIntoEmbeddingAndBlocks(
      int layers, int hidden, int heads, long embedding, long block) {
    Shape bloom = new Shape(layers, hidden, heads, 250_880, 2048);
    assertEquals(embedding, bloom.embeddingParameters());
    assertEquals(block, bloom.blockParameters());
    assertEquals(bloom.parameters() - embedding, bloom.bodyParameters());
  }
}
