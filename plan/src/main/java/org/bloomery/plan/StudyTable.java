package org.bloomery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.Assumed;
import org.bloomery.plan.study.Formulas;
import org.bloomery.plan.study.ObservedRow;
import org.bloomery.plan.study.PlacedShape;
import org.bloomery.plan.study.Study;

/// Shows a study on the terminal: the short form of the page.
final class StudyTable {
  private static final int SHOWN = 5;

  private StudyTable() {}

  static void show(Console console, Study study) {
    study.decision().reasons().forEach(console::line);
    SweepCalibration sweep = study.sweep();
    if (sweep != null) {
      sweep.sentences().forEach(console::line);
    }
    matrix(console, study);
    shapes(console, study);
    layouts(console, study);
    observed(console, study);
    carbon(console, study);
  }

  private static void matrix(Console console, Study study) {
    TrainingMatrix matrix = study.matrix();
    List<String> header = new ArrayList<>(List.of("tokens by size"));
    matrix
        .margins()
        .forEach(margin -> header.add(String.format(Locale.ROOT, "%.0f %%", 100 * margin)));
    List<List<String>> rows = new ArrayList<>();
    for (TrainingMatrix.Row row : matrix.rows()) {
      List<String> cells = new ArrayList<>(List.of(Numbers.size(row.parameters())));
      row.cells()
          .forEach(
              cell -> cells.add(Numbers.size(cell.tokens()) + (cell.meetsFloor() ? "" : " ↓")));
      rows.add(cells);
    }
    console.table(header, rows);
  }

  private static void shapes(Console console, Study study) {
    List<List<String>> rows = new ArrayList<>();
    for (PlacedShape placed : study.layouts().shapes().stream().limit(SHOWN).toList()) {
      rows.add(
          List.of(
              placed.shapeText(),
              Numbers.size((double) placed.parameters()),
              placed.layout().label(),
              number(placed.time().seconds()),
              number(placed.usefulFlopsPerSecond() / 1e12),
              Amounts.gibibytes(placed.memory().middleBytes())));
    }
    console.table(
        List.of("best shapes", "parameters", "layout", "s/step", "TFLOP/s that count", "GiB"),
        rows);
  }

  private static void layouts(Console console, Study study) {
    List<List<String>> rows = new ArrayList<>();
    for (PlacedShape placed : study.layouts().layouts().stream().limit(SHOWN).toList()) {
      StepTime time = placed.time();
      rows.add(
          List.of(
              placed.layout().label(),
              number(time.seconds()),
              number(time.bubbleSeconds()),
              number(time.communicationSeconds()),
              Amounts.gibibytes(placed.memory().lowBytes())
                  + " – "
                  + Amounts.gibibytes(placed.memory().highBytes())));
    }
    console.table(
        List.of(
            "layouts of " + study.decision().placed().shapeText(),
            "s/step",
            "bubble",
            "communication",
            "GiB"),
        rows);
  }

  private static void observed(Console console, Study study) {
    if (study.observed().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (ObservedRow row : study.observed()) {
      rows.add(
          List.of(
              row.predicted().shapeText(),
              Numbers.decimals(row.observed().secondsPerIteration(), 2),
              Numbers.decimals(row.hardwareFlopsPerSecondPerDevice() / 1e12, 2),
              number(row.predicted().time().seconds()),
              String.format(Locale.ROOT, "%+.1f %%", 100 * row.secondsError()),
              Amounts.gibibytes(row.predicted().memory().lowBytes())
                  + " – "
                  + Amounts.gibibytes(row.predicted().memory().highBytes())));
    }
    console.table(
        List.of("measured steps", "s", "TFLOP/s", "predicted s", "off by", "predicted GiB"), rows);
  }

  private static void carbon(Console console, Study study) {
    console.line(
        String.format(
            Locale.ROOT,
            "carbon: %s kg CO₂e with site and hardware (%s to %s), %s kWh of computation, %.0f g/kWh"
                + " (%s)",
            Amounts.count(study.carbon().footprint().totalKilograms()),
            Amounts.count(study.carbon().low().totalKilograms()),
            Amounts.count(study.carbon().high().totalKilograms()),
            Amounts.count(study.carbon().footprint().computeKilowattHours()),
            study.carbon().gramsPerKilowattHour(),
            study.carbon().place()));
  }

  /// Every assumption with its source, and every figure's formula.
  static void explain(Console console, List<Assumed.Use> assumptions) {
    console.line("Assumptions; the run file replaces each by its name in [plan.assume]");
    for (Assumed.Use use : assumptions) {
      console.line(
          String.format(
              Locale.ROOT,
              "%s = %s %s(%s to %s%s): %s",
              use.name(),
              Amounts.text(use.used()),
              use.unit().isEmpty() ? "" : use.unit() + " ",
              Amounts.text(use.low()),
              Amounts.text(use.high()),
              use.stated() ? ", stated in the run file" : "",
              use.label()));
      console.line("    " + use.source());
    }
    console.line("Formulas");
    for (Formulas.Formula formula : Formulas.ALL) {
      console.line(formula.figure() + " = " + formula.formula());
      console.line("    " + formula.source());
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.2f", value);
  }
}
