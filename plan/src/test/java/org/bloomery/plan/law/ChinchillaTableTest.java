package org.bloomery.plan.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChinchillaTableTest {
  @Test
  void givesItsRows() {
    for (ChinchillaTable.Row row : ChinchillaTable.ROWS) {
      assertEquals(row.tokens(), ChinchillaTable.tokens(row.parameters()), 1e-6 * row.tokens());
      Allocation choice = ChinchillaTable.optimum(6 * row.parameters() * row.tokens());
      assertEquals(row.parameters(), choice.parameters(), 1e-6 * row.parameters());
    }
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
