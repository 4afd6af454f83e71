package org.bloomery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.plan.device.MatmulSpeed;
import org.bloomery.plan.figure.Figure;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.TrainingFlops;
import org.bloomery.plan.study.OwnModel;
import org.jspecify.annotations.Nullable;

/// How fast the run will train, and whether that was measured just now.
///
/// @param tokensPerSecond of the run's own model
/// @param measured whether another call would find another speed
/// @param figures that led to it
record Speed(double tokensPerSecond, boolean measured, List<Figure> figures) {

  /// By the sweep where there is one; else the device's speed times its use.
  static Speed of(Run run, @Nullable SweepCalibration sweep, double memoryBytesPerSecond) {
    return sweep == null ? byUse(run) : bySweep(run, sweep, memoryBytesPerSecond);
  }

  private static Speed byUse(Run run) {
    PlanSettings plan = run.plan();
    Double stated = plan.deviceFlopsPerSecond();
    double perSecond = stated == null ? MatmulSpeed.measure() : stated;
    Shape shape = OwnModel.shape(run);
    double passes =
        run.train().recompute()
            ? TrainingFlops.perTokenWithRecompute(shape)
            : TrainingFlops.perToken(shape);
    return new Speed(
        perSecond * plan.utilisation() / passes,
        stated == null,
        List.of(
            new Figure(
                "deviceFlopsPerSecond",
                "speed of the device",
                perSecond,
                "FLOP/s",
                stated == null
                    ? "measured: fp32 matrices in plain Java, all processors"
                    : "run file, plan.deviceFlopsPerSecond"),
            new Figure(
                "utilisation",
                "of which training uses",
                plan.utilisation(),
                "",
                "run file, plan.utilisation")));
  }

  private static Speed bySweep(Run run, SweepCalibration sweep, double memoryBytesPerSecond) {
    double rate = sweep.matrixFlopsPerSecond();
    Cluster machine = Cluster.single(sweep.machine(), rate, Double.MAX_VALUE, memoryBytesPerSecond);
    StepTime time =
        StepTime.of(
            OwnModel.shape(run),
            OwnModel.single(run, run.train().recompute()),
            machine,
            sweep.steps().costs());
    return new Speed(
        time.tokensPerSecondPerDevice(),
        false,
        List.of(
            new Figure(
                "deviceFlopsPerSecond",
                "speed of the device",
                rate,
                "FLOP/s",
                "median of the sweep, by its workers"),
            new Figure(
                "utilisation",
                "of which training uses",
                time.modelUtilisation(),
                "",
                "predicted by the fit to the sweep"),
            new Figure(
                "secondsPerStep",
                "time of a step",
                time.seconds(),
                "seconds",
                String.format(
                    Locale.ROOT,
                    "%.4g to %.4g: nine in ten rows of the sweep lie that near to a fit without them",
                    time.lowSeconds(),
                    time.highSeconds()))));
  }

  /// The figures with the time of the whole training.
  List<Figure> figures(PlanSettings plan, double seconds) {
    List<Figure> all = new ArrayList<>(figures);
    all.add(
        new Figure("seconds", "time of training", seconds, "seconds", "tokens ÷ tokens a second"));
    if (plan.hours() != null) {
      all.add(
          new Figure("allowedSeconds", "time allowed", plan.hours() * 3600, "seconds", "run file"));
    }
    return all;
  }
}
