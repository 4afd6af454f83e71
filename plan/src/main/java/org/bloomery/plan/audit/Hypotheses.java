package org.bloomery.plan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.figure.Quantities;

/// What a printed value that does not follow from its row would follow from. Each hypothesis must
/// give the printed digits, not merely come near them.
final class Hypotheses {
  /// Slips of a factor, and what each would mean.
  private static final Map<Double, String> FACTORS =
      new TreeMap<>(
          Map.of(
              8.0 / 6,
              "8ND, which counts every layer's recomputation",
              1.0 / 3,
              "2ND, the forward pass alone",
              0.001,
              "a thousandth of 6ND",
              0.1,
              "a tenth of 6ND",
              10.0,
              "ten times 6ND",
              1000.0,
              "a thousand times 6ND",
              24.0,
              "6ND in petaFLOP/s-hours",
              0.5,
              "half of 6ND",
              2.0,
              "twice 6ND"));

  private Hypotheses() {}

  static List<String> of(AuditRow row, List<AuditRow> rows, double recomputed) {
    List<String> found = new ArrayList<>();
    addHardware(found, row);
    for (AuditRow other : rows) {
      if (other.line() != row.line()) {
        addOther(found, row, other);
      }
    }
    FACTORS.forEach((factor, meaning) -> {
      if (row.petaflopDays().shows(recomputed * factor)) {
        found.add("it equals " + meaning);
      }
    });
    row.petaflopDays().slip(recomputed).ifPresent(found::add);
    return List.copyOf(found);
  }

  private static void addHardware(List<String> found, AuditRow row) {
    if (row.acceleratorHours() == null || row.flopsPerSecond() == null) {
      return;
    }
    double hardware =
        ComputeBudget.petaflopDays(row.acceleratorHours().value() * 3600 * row.flopsPerSecond());
    if (row.petaflopDays().shows(hardware)) {
      double tokens =
          row.petaflopDays().value() * ComputeBudget.PETAFLOP_DAY / 6 / row.parameters();
      found.add(
          String.format(
              Locale.ROOT,
              "it equals %s accelerator-hours at %sFLOP/s, the hardware's work instead of 6ND;"
                  + " by 6ND that is %s tokens",
              Quantities.scaled(row.acceleratorHours().value()),
              spaced(row.flopsPerSecond()),
              exact(tokens)));
    }
  }

  private static void addOther(List<String> found, AuditRow row, AuditRow other) {
    boolean sameParameters = other.parameters() == row.parameters();
    boolean sameTokens = other.tokens() == row.tokens();
    if (!sameParameters
        && row.petaflopDays().shows(ComputeBudget.petaflopDays(other.parameters(), row.tokens()))) {
      found.add(
          "it equals 6 × "
              + exact(other.parameters())
              + " × "
              + exact(row.tokens())
              + ": the parameters are those of "
              + other.model());
    }
    if (!sameTokens
        && row.petaflopDays().shows(ComputeBudget.petaflopDays(row.parameters(), other.tokens()))) {
      found.add(
          "it equals 6 × "
              + exact(row.parameters())
              + " × "
              + exact(other.tokens())
              + ": the tokens are those of "
              + other.model());
    }
    if (row.petaflopDays().equals(other.petaflopDays())) {
      found.add("it is the value printed for " + other.model());
    }
  }

  /// Billions as model sizes are printed: 207e9, 431.6e9.
  private static String exact(double value) {
    String billions = String.format(Locale.ROOT, "%.1f", value / 1e9);
    return (billions.endsWith(".0") ? billions.substring(0, billions.length() - 2) : billions)
        + "e9";
  }

  private static String spaced(double value) {
    String scaled = Quantities.scaled(value);
    return Character.isDigit(scaled.charAt(scaled.length() - 1)) ? scaled + " " : scaled;
  }
}
