package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthWidthTest {
  @ParameterizedTest
  @CsvSource({"24, 585", "48, 2215", "64, 5383", "70, 7510", "80, 13082", "82, 14618", "95, 30077"})
  void givesTheWidthOfADepth(int layers, double hidden) {
    assertEquals(hidden, DepthWidth.hidden(layers), 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "1.3e9, 42.2, 1603",
    "13e9, 59.8, 4257",
    "175e9, 80.5, 13459",
    "200e9, 81.6, 14292",
    "1e12, 94.75, 29657"
  })
  void givesDepthAndWidthOfASize(double parameters, double layers, double hidden) {
    DepthWidth best = DepthWidth.optimum(parameters);
    assertEquals(layers, best.layers(), 0.05);
    assertEquals(hidden, best.hidden(), 0.6);
  }

  @Test
  void embeddingLeavesLessForTheBody() {
    DepthWidth best = DepthWidth.withEmbedding(176e9, 250_880);
    assertEquals(176e9, DepthWidth.parameters(best.layers()) + 250_880 * best.hidden(), 1e3);
  }
}
