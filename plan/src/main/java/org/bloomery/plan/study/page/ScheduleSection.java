package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Layer;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Scale;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.page.XyChart;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.plan.schedule.Checkpoint;
import org.bloomery.plan.schedule.LearningRate;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.SchedulePart;
import org.bloomery.plan.study.Study;

/// Steps, batches, checkpoints and days.
final class ScheduleSection {
  private ScheduleSection() {}

  static String of(Study study) {
    SchedulePart s = study.schedule();
    Html html = new Html();
    if (s.ramp().increments() > 0) {
      html.raw(ramp(s).figure(BatchRamp.SOURCE + "."));
    }
    Tables.of(html, "The run in time", List.of("", "value", "where from"), rows(study));
    return html.toString();
  }

  private static XyChart ramp(SchedulePart s) {
    List<Layer.Point> points = new ArrayList<>();
    List<BatchRamp.Phase> phases = s.ramp().phases(2 * s.ramp().rampSamples());
    for (BatchRamp.Phase phase : phases) {
      points.add(new Layer.Point((double) phase.firstStep(), (double) phase.batch()));
      points.add(
          new Layer.Point((double) (phase.firstStep() + phase.steps()), (double) phase.batch()));
    }
    return new XyChart(
        new Titles("The batch's ramp", "Sequences a step over steps, until the batch is full"),
        Scale.fromZero("optimiser step"),
        Scale.fromZero("sequences a step"),
        List.of(new Layer.Curve("batch", points)));
  }

  private static List<List<String>> rows(Study study) {
    SchedulePart s = study.schedule();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("batch", s.rampText(), BatchRamp.SOURCE));
    if (s.ramp().increments() > 0) {
      rows.add(
          List.of("steps until it is full", Numbers.whole((double) s.rampSteps()), "step by step"));
      rows.add(
          List.of(
              "all steps",
              Numbers.whole((double) s.steps()),
              String.format(
                  Locale.ROOT,
                  "the shortcut by the ramp's mean batch says %,.0f",
                  s.stepsAtMeanBatch())));
    } else {
      rows.add(List.of("steps", Numbers.whole((double) s.steps()), "tokens ÷ (batch × sequence)"));
    }
    rows.add(
        List.of("expected loss", Numbers.decimals(s.expectedLoss(), 3), SchedulePart.LOSS_SOURCE));
    rows.add(
        List.of(
            "critical batch there",
            Numbers.size(s.criticalBatchTokens()) + " tokens",
            "2e8/L^(1/0.21): Kaplan et al. 2020, eq. 1.4, an order of magnitude; the batch is "
                + Numbers.size(s.batchTokens())
                + ", so compute is "
                + Numbers.decimals(1 + s.batchTokens() / s.criticalBatchTokens(), 2)
                + " times the least"));
    rows.add(
        List.of(
            "learning rate",
            Numbers.power(s.learningRate()),
            LearningRate.GPT3_SOURCE
                + "; the run file says "
                + Numbers.power(s.statedLearningRate())));
    rows.add(
        List.of(
            "a checkpoint",
            Amounts.stored(s.checkpointBytes()),
            "parameters × checkpointBytesPerParameter, see Assumptions"));
    rows.add(
        List.of(
            "saved in",
            Numbers.plain(Math.round(s.saveSeconds() * 10) / 10.0) + " s",
            "bytes ÷ (devices × saveBytesPerSecondPerDevice)"));
    rows.add(
        List.of(
            "save every",
            Numbers.whole((double) s.checkpointEverySteps()) + " steps",
            Checkpoint.DALY_SOURCE));
    rows.add(
        List.of(
            "failures expected",
            Numbers.decimals(s.calendar().failures(), 1),
            "devices × hours × failuresPerDeviceHour"));
    rows.add(
        List.of(
            "steps alone",
            Amounts.time(s.calendar().computeSeconds() / 86_400),
            "seconds a step of each batch size × steps"));
    rows.add(
        List.of(
            "with saves and failures",
            s.daysText(),
            s.calendar().source() + "; the band by the range of failuresPerDeviceHour"));
    rows.add(
        List.of(
            "the budget allows", Amounts.time(s.account().granted()), "run file, [plan.budget]"));
    rows.add(List.of("held back", Amounts.time(s.account().reserve()), "reserve, see Assumptions"));
    double left = s.account().left();
    rows.add(
        List.of(left < 0 ? "missing" : "left", Amounts.time(Math.abs(left)), s.account().reason()));
    if (s.start() != null && s.end() != null) {
      rows.add(List.of("from, to", s.start() + ", " + s.end(), "run file, plan.schedule.start"));
    }
    return rows;
  }
}
