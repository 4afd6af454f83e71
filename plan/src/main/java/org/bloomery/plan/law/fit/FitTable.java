package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Console;
import org.bloomery.plan.figure.Quantities;
import org.jspecify.annotations.Nullable;

/// Shows a fit on the terminal.
final class FitTable {
  private final Console console;

  FitTable(Console console) {
    this.console = console;
  }

  void show(FitReport report) {
    if (report.lossFit() != null) {
      show(report.lossFit(), report.points().size());
    }
    if (report.computeFit() != null) {
      show(report.computeFit());
    }
    if (report.isoFlopFit() != null) {
      show(report.isoFlopFit());
    }
    predictions(report.predictions());
    report.cautions().forEach(caution -> console.line("caution: " + caution));
  }

  private void show(LossFit fit, int points) {
    console.line("L(N, D) = E + A/N^α + B/D^β, " + points + " runs, " + LossFit.SOURCE);
    console.table(
        List.of("", "value", "95 % from", "to"),
        List.of(
            row("E, nats a token", "%.4f", fit.irreducible()),
            row("A", "%.4g", fit.modelScale()),
            row("B", "%.4g", fit.dataScale()),
            row("α", "%.4f", fit.modelExponent()),
            row("β", "%.4f", fit.dataExponent()),
            row("N grows as C to the", "%.3f", fit.optimumExponent())));
    console.line(
        String.format(
            Locale.ROOT, "the runs scatter about the law by %.2f %%", 100 * fit.scatter()));
  }

  private void show(ComputeFit fit) {
    console.line(
        "L(C) = E + k/C^γ, "
            + fit.frontier().size()
            + " runs that no cheaper one beats, "
            + ComputeFit.SOURCE);
    console.table(
        List.of("", "value", "95 % from", "to"),
        List.of(
            row("E, nats a token", "%.4f", fit.irreducible()),
            row("k", "%.4g", fit.scale()),
            row("γ", "%.4f", fit.exponent())));
  }

  private void show(IsoFlopFit fit) {
    console.line("IsoFLOP profiles, " + IsoFlopFit.SOURCE);
    List<List<String>> rows = new ArrayList<>();
    for (IsoFlopFit.Profile profile : fit.profiles()) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%.2e", profile.flops()),
              Integer.toString(profile.points()),
              profile.inside() ? Quantities.scaled(profile.parameters()) : "–",
              profile.inside() ? Quantities.scaled(profile.tokens()) : "–",
              profile.inside()
                  ? String.format(Locale.ROOT, "%.4f", profile.loss())
                  : "no valley among the sizes tried"));
    }
    console.table(List.of("operations", "runs", "best size", "tokens", "loss"), rows);
    console.table(
        List.of("", "value", "95 % from", "to"),
        List.of(row("N grows as C to the", "%.3f", fit.exponent())));
  }

  private void predictions(List<Prediction> predictions) {
    console.line("a larger run should reach");
    List<List<String>> rows = new ArrayList<>();
    for (Prediction prediction : predictions) {
      rows.add(
          List.of(
              prediction.law(),
              String.format(Locale.ROOT, "%.2e", prediction.flops()),
              scaled(prediction.parameters()),
              scaled(prediction.tokens()),
              loss(prediction.loss()),
              range(prediction.loss()),
              range(prediction.run())));
    }
    console.table(
        List.of("by", "operations", "parameters", "tokens", "loss", "law, 95 %", "one run, 95 %"),
        rows);
  }

  private static String scaled(@Nullable Interval interval) {
    if (interval == null) {
      return "–";
    }
    String value = Quantities.scaled(interval.value());
    return interval.high() - interval.low() < 1e-6 * interval.value()
        ? value
        : value
            + " ("
            + Quantities.scaled(interval.low())
            + " – "
            + Quantities.scaled(interval.high())
            + ")";
  }

  private static String loss(@Nullable Interval interval) {
    return interval == null ? "–" : String.format(Locale.ROOT, "%.4f", interval.value());
  }

  private static String range(@Nullable Interval interval) {
    return interval == null
        ? "–"
        : String.format(Locale.ROOT, "%.4f – %.4f", interval.low(), interval.high());
  }

  private static List<String> row(String label, String format, Interval interval) {
    return List.of(
        label,
        number(format, interval.value()),
        number(format, interval.low()),
        number(format, interval.high()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the formats stand in this class
  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
