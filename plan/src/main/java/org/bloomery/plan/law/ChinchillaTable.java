package org.bloomery.plan.law;

import java.util.List;

/// Hoffmann et al. 2022, approach 1 (the lower envelope of training curves): the tokens at which a
/// size is compute-optimal, a table of the paper rather than a formula.
public final class ChinchillaTable {
  public static final String SOURCE = "Hoffmann et al. 2022, table 3, approach 1";

  /// A row of the paper's table.
  public record Row(double parameters, double tokens) {
    public double tokensPerParameter() {
      return tokens / parameters;
    }
  }

  public static final List<Row> ROWS =
      List.of(
          new Row(400e6, 8.0e9),
          new Row(1e9, 20.2e9),
          new Row(10e9, 205.1e9),
          new Row(67e9, 1.5e12),
          new Row(175e9, 3.7e12));

  private ChinchillaTable() {}

  /// Tokens for a size, straight between the rows in logarithms and along the outermost lines
  /// beyond them.
  public static double tokens(double parameters) {
    int upper = 1;
    while (upper < ROWS.size() - 1 && ROWS.get(upper).parameters() < parameters) {
      upper++;
    }
    Row low = ROWS.get(upper - 1);
    Row high = ROWS.get(upper);
    double slope =
        Math.log(high.tokens() / low.tokens()) / Math.log(high.parameters() / low.parameters());
    return low.tokens() * Math.pow(parameters / low.parameters(), slope);
  }

  /// The size whose table row a budget pays for: 6·N·tokens(N) = C.
  public static Allocation optimum(double budgetFlops) {
    double guess = Math.log(Math.sqrt(budgetFlops / 120));
    double parameters =
        Math.exp(
            GoldenSection.minimum(
                logParameters -> {
                  double n = Math.exp(logParameters);
                  return Math.abs(Math.log(6 * n * tokens(n) / budgetFlops));
                },
                guess - 3,
                guess + 3));
    return new Allocation(
        "Chinchilla, approach 1",
        parameters,
        budgetFlops / 6 / parameters,
        Double.NaN,
        SOURCE,
        "between five rows of a table, straight in logarithms; gives no loss");
  }
}
