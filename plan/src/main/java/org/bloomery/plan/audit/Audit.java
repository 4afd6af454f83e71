package org.bloomery.plan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.plan.budget.ComputeBudget;
import org.jspecify.annotations.Nullable;

/// Every row of a table against C = 6ND, and its hours against devices × days.
///
/// @param findings in the order of the rows
/// @param source the formulas
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

  /// What came out for one value of one row.
  ///
  /// @param model the row's name
  /// @param quantity PF-days or accelerator-hours
  /// @param printed as published
  /// @param recomputed from the rest of the row
  /// @param relativeError printed ÷ recomputed − 1
  /// @param impliedTokens the tokens with which printed PF-days would follow
  /// @param impliedParameters the parameters with which they would
  /// @param verdict how far off
  /// @param explanations what the printed value would follow from; empty where it follows or
  ///   nothing fits
  public record Finding(
      String model,
      String quantity,
      double printed,
      double recomputed,
      double relativeError,
      @Nullable Double impliedTokens,
      @Nullable Double impliedParameters,
      Verdict verdict,
      List<String> explanations) {

    /// The error as a person reads it: `0`, `-0.10%` or `-26.1%`.
    public String errorText() {
      if (verdict == Verdict.FOLLOWS) {
        return "0";
      }
      double percent = 100 * relativeError;
      String format =
          Math.abs(percent) < 0.01 ? "%+.4f%%" : Math.abs(percent) < 1 ? "%+.2f%%" : "%+.1f%%";
      return String.format(Locale.ROOT, format, percent);
    }
  }

  /// Computes every row again.
  ///
  /// @param tolerance share up to which a value is only slightly off
  static Audit of(List<AuditRow> rows, double tolerance) {
    List<Finding> findings = new ArrayList<>();
    for (AuditRow row : rows) {
      findings.add(compute(row, rows, tolerance));
      Printed hours = row.acceleratorHours();
      if (hours != null && row.devices() != null && row.days() != null) {
        findings.add(hours(row, hours, row.devices() * row.days() * 24, tolerance));
      }
    }
    return new Audit(
        List.copyOf(findings), "6ND ÷ 8.64e19 FLOP: Kaplan et al. 2020, §2.1; devices × days × 24");
  }

  /// Values that do not follow.
  public List<Finding> flagged() {
    return findings.stream().filter(finding -> finding.verdict() != Verdict.FOLLOWS).toList();
  }

  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static Finding compute(AuditRow row, List<AuditRow> rows, double tolerance) {
    double recomputed = ComputeBudget.petaflopDays(row.parameters(), row.tokens());
    Printed printed = row.petaflopDays();
    Verdict verdict = verdict(printed, recomputed, tolerance);
    double flops = printed.value() * ComputeBudget.PETAFLOP_DAY;
    return new Finding(
        row.model(),
        "PF-days",
        printed.value(),
        recomputed,
        printed.value() / recomputed - 1,
        flops / 6 / row.parameters(),
        flops / 6 / row.tokens(),
        verdict,
        verdict == Verdict.FOLLOWS ? List.of() : Hypotheses.of(row, rows, recomputed));
  }

  private static Finding hours(AuditRow row, Printed hours, double recomputed, double tolerance) {
    Verdict verdict = verdict(hours, recomputed, tolerance);
    return new Finding(
        row.model(),
        "accelerator-hours",
        hours.value(),
        recomputed,
        hours.value() / recomputed - 1,
        null,
        null,
        verdict,
        verdict == Verdict.FOLLOWS ? List.of() : hours.slip(recomputed).stream().toList());
  }

  private static Verdict verdict(Printed printed, double recomputed, double tolerance) {
    if (printed.shows(recomputed)) {
      return Verdict.FOLLOWS;
    }
    return Math.abs(printed.value() / recomputed - 1) <= tolerance
        ? Verdict.SLIGHTLY_OFF
        : Verdict.WRONG;
  }
}
