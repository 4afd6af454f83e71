package org.bloomery.plan;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.plan.device.MatmulSpeed;
import org.bloomery.plan.figure.Figure;

/// How fast the device multiplies matrices, and whether that was measured just now.
record Speed(double flopsPerSecond, boolean measured) {

  static Speed of(PlanSettings plan) {
    return plan.deviceFlopsPerSecond() != null
        ? new Speed(plan.deviceFlopsPerSecond(), false)
        : new Speed(MatmulSpeed.measure(), true);
  }

  /// @param seconds of the whole training
  List<Figure> figures(PlanSettings plan, double seconds) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "deviceFlopsPerSecond",
            "speed of the device",
            flopsPerSecond,
            "FLOP/s",
            measured
                ? "measured: fp32 matrices in plain Java, all processors"
                : "run file, plan.deviceFlopsPerSecond"));
    figures.add(
        new Figure(
            "utilisation",
            "of which training uses",
            plan.utilisation(),
            "",
            "run file, plan.utilisation"));
    figures.add(
        new Figure(
            "seconds", "time of training", seconds, "seconds", "operations ÷ (speed × use)"));
    if (plan.hours() != null) {
      figures.add(
          new Figure("allowedSeconds", "time allowed", plan.hours() * 3600, "seconds", "run file"));
    }
    return figures;
  }
}
