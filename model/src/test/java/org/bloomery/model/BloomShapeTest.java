package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomShapeTest {
  /// The published family, BLOOM-560m to BLOOM-176B.
  @ParameterizedTest
  @CsvSource({
    "24,1024,16,559214592",
    "24,1536,16,1065314304",
    "24,2048,16,1722408960",
    "30,2560,32,3002557440",
    "30,4096,32,7069016064",
    "70,14336,112,176247271424"
  })
  void countsTheParametersOfThePublishedModels(int layers, int hidden, int heads, long count) {
    BloomShape shape = new BloomShape(250_880, hidden, layers, heads, 2048, 1e-5, 0);
    assertEquals(count, shape.parameterCount());
    long sum = BloomParameters.of(shape, 0.02).all().stream().mapToLong(Parameter::elements).sum();
    assertEquals(count, sum);
  }

  @Test
  void refusesHeadsThatDoNotDivideTheWidth() {
    assertThrows(IllegalArgumentException.class, () -> new BloomShape(10, 30, 1, 4, 8, 1e-5, 0));
  }

  @Test
  void matricesDecayAndVectorsDoNot() {
    BloomShape shape = new BloomShape(10, 8, 2, 2, 8, 1e-5, 0);
    for (Parameter parameter : BloomParameters.of(shape, 0.02).all()) {
      assertEquals(parameter.shape().size() == 2, parameter.decays(), parameter.name());
      assertEquals(parameter.name().contains("word_embeddings.w"), parameter.tied());
    }
  }
}
