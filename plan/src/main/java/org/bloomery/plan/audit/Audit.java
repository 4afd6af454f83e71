package org.bloomery.plan.audit;

import java.util.List;
import java.util.Locale;
import org.bloomery.plan.budget.ComputeBudget;

/// Every row of a table against C = 6ND.
///
/// @param findings in the order of the rows
/// @param source the formula
public record Audit(List<Finding> findings, String source) {

  /// How far a printed value is from what its row says.
  public enum Verdict {
    /// It is the value, in the digits printed.
    FOLLOWS,
    /// It is not, by less than the tolerance.
    SLIGHTLY_OFF,
    /// It is not, by more.
    WRONG
  }

  /// What came out for one row.
  ///
  /// @param model the row's name
  /// @param printedPetaflopDays as published
  /// @param recomputedPetaflopDays by 6ND
  /// @param relativeError printed ÷ recomputed − 1
  /// @param impliedTokens the tokens with which the printed value would follow
  /// @param impliedParameters the parameters with which it would
  /// @param verdict how far off
  /// @param explanations what the printed value would follow from; empty where it follows or
  ///   nothing fits
  public record Finding(
      String model,
      double printedPetaflopDays,
      double recomputedPetaflopDays,
      double relativeError,
      double impliedTokens,
      double impliedParameters,
      Verdict verdict,
      List<String> explanations) {

    /// The error as a person reads it: `0`, `-0.10%` or `-26.1%`.
    public String errorText() {
      if (verdict == Verdict.FOLLOWS) {
        return "0";
      }
      double percent = 100 * relativeError;
      return String.format(Locale.ROOT, Math.abs(percent) < 1 ? "%+.2f%%" : "%+.1f%%", percent);
    }
  }

  /// Computes every row again.
  ///
  /// @param tolerance share up to which a value is only slightly off
  public static Audit of(List<AuditRow> rows, double tolerance) {
    return new Audit(
        rows.stream().map(row -> finding(row, rows, tolerance)).toList(),
        "6ND ÷ 8.64e19 FLOP: Kaplan et al. 2020, §2.1");
  }

  /// Rows that do not follow.
  public List<Finding> flagged() {
    return findings.stream().filter(finding -> finding.verdict() != Verdict.FOLLOWS).toList();
  }

  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static Finding finding(AuditRow row, List<AuditRow> rows, double tolerance) {
    double recomputed = ComputeBudget.petaflopDays(row.parameters(), row.tokens());
    double printed = row.printed().doubleValue();
    double error = printed / recomputed - 1;
    Verdict verdict =
        row.prints(recomputed)
            ? Verdict.FOLLOWS
            : Math.abs(error) <= tolerance ? Verdict.SLIGHTLY_OFF : Verdict.WRONG;
    double flops = printed * ComputeBudget.PETAFLOP_DAY;
    return new Finding(
        row.model(),
        printed,
        recomputed,
        error,
        flops / 6 / row.parameters(),
        flops / 6 / row.tokens(),
        verdict,
        verdict == Verdict.FOLLOWS ? List.of() : Hypotheses.of(row, rows, recomputed));
  }
}
