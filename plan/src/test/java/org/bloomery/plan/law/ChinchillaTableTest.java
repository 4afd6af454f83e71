package org.bloomery.plan.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChinchillaTableTest {
  /// Rows of table 3 of Hoffmann et al. 2022, as printed.
  @ParameterizedTest
  @CsvSource({
    "400e6, 8.0e9",
    "1e9, 20.2e9",
    "10e9, 205.1e9",
    "67e9, 1.5e12",
    "175e9, 3.7e12",
  })
  void givesThePrintedRows(double parameters, double tokens) {
    assertEquals(tokens, ChinchillaTable.tokens(parameters), 1e-6 * tokens);
    Allocation choice = ChinchillaTable.optimum(6 * parameters * tokens);
    assertEquals(parameters, choice.parameters(), 1e-6 * parameters);
    assertEquals(tokens, choice.tokens(), 1e-6 * tokens);
  }

  /// What made "20 tokens a parameter" of the table: 20.0, 20.2, 20.5, 22.4 and 21.1.
  @Test
  void everyRowHasAboutTwentyTokensAParameter() {
    for (ChinchillaTable.Row row : ChinchillaTable.ROWS) {
      double ratio = row.tokensPerParameter();
      assertTrue(ratio >= 19.99 && ratio < 22.5, "ratio " + ratio);
      double rule = Chinchilla.twentyTokens(6 * row.parameters() * row.tokens()).parameters();
      assertEquals(row.parameters(), rule, 0.06 * row.parameters());
    }
  }
}
