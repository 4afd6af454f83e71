package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Layer;
import org.bloomery.artifact.page.Mark;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Scale;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.page.XyChart;
import org.bloomery.plan.layout.Cost;
import org.bloomery.plan.layout.calibration.FittedRow;
import org.bloomery.plan.layout.calibration.MeasuredRow;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.layout.calibration.SweptMemory;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.study.Study;

/// The short trainings that time and memory rest on, each beside what a fit without it says.
final class SweepSection {
  private static final int SHOWN = 12;

  private SweepSection() {}

  static String of(Study study) {
    SweepCalibration sweep = study.sweep();
    if (sweep == null) {
      return "";
    }
    Html html = new Html().open("ul");
    sweep.sentences().forEach(sentence -> html.element("li", sentence));
    html.close("ul");
    html.raw(
        chart(sweep)
            .figure(
                "Each point is a configuration, predicted by a fit that never saw it; on the line a"
                    + " prediction is right."));
    html.table(
        "What a step's time is made of: " + sweep.steps().costs().source(),
        List.of("part", "times its ideal"),
        costs(sweep));
    html.table(
        "The configurations that are predicted worst",
        List.of("shape", "seconds, measured", "predicted", "off by"),
        worst(sweep));
    SweptMemory peaks = sweep.memory();
    if (peaks != null) {
      html.element("p", "Memory: " + peaks.model().source() + ".", "class", "quiet");
    }
    return html.toString();
  }

  private static XyChart chart(SweepCalibration sweep) {
    List<Layer.Point> points = new ArrayList<>();
    double least = Double.MAX_VALUE;
    double most = 0;
    for (FittedRow row : sweep.steps().rows()) {
      points.add(new Layer.Point(row.measured(), row.predictedLeftOut()));
      least = Math.min(least, row.measured());
      most = Math.max(most, row.measured());
    }
    return new XyChart(
        new Titles(
            "Seconds of a step: measured and predicted",
            "Each configuration predicted without its own measurement"),
        Scale.ratios("seconds, measured"),
        Scale.ratios("seconds, predicted"),
        List.of(
            new Layer.Curve(
                "right", List.of(new Layer.Point(least, least), new Layer.Point(most, most))),
            new Layer.Points("configuration", Mark.DOT, points)));
  }

  private static List<List<String>> costs(SweepCalibration sweep) {
    List<List<String>> rows = new ArrayList<>();
    for (Cost cost : Cost.values()) {
      double factor = sweep.steps().costs().factor(cost);
      if (factor > 0) {
        rows.add(List.of(cost.ideal(), String.format(Locale.ROOT, "%.3g", factor)));
      }
    }
    return rows;
  }

  private static List<List<String>> worst(SweepCalibration sweep) {
    return sweep.steps().rows().stream()
        .sorted(Comparator.comparingDouble(row -> -Math.abs(error(row))))
        .limit(SHOWN)
        .map(row ->
            List.of(
                label(row.row()),
                Numbers.decimals(row.measured(), 3),
                Numbers.decimals(row.predictedLeftOut(), 3),
                String.format(Locale.ROOT, "%+.1f\u202f%%", 100 * error(row))))
        .toList();
  }

  private static String label(MeasuredRow row) {
    return String.format(
        Locale.ROOT,
        "%d × %d, %d heads, %d of %d × %d tokens%s",
        row.shape().layers(),
        row.shape().hidden(),
        row.shape().heads(),
        row.layout().microBatch(),
        row.layout().globalBatch(),
        row.shape().context(),
        row.layout().recompute() == Recompute.NONE ? "" : ", recompute");
  }

  private static double error(FittedRow row) {
    return row.predictedLeftOut() / row.measured() - 1;
  }
}
