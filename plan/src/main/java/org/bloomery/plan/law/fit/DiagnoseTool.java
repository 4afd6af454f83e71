package org.bloomery.plan.law.fit;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Quantities;
import org.jspecify.annotations.Nullable;

/// `bloomery plan diagnose`: what a loss looks like to a fitted law.
public final class DiagnoseTool {
  /// What to do.
  ///
  /// @param fit a `fit.json`, or the folder that holds it
  record Request(String fit, double loss, double tokens, @Nullable Double parameters) {}

  private DiagnoseTool() {}

  public static void run(String json, Console console) {
    Request request = Json.parse(json, Request.class);
    positive("--loss", request.loss());
    positive("--tokens", request.tokens());
    if (request.parameters() != null) {
      positive("--parameters", request.parameters());
    }
    FitReport report = FitReport.read(Path.of(request.fit()));
    LossFit fit = report.lossFit();
    if (fit == null) {
      throw new ArtifactException(
          request.fit()
              + " holds no L(N, D), its runs were too alike; fit more runs of other sizes");
    }
    show(
        Diagnosis.of(fit, request.loss(), request.tokens(), request.parameters()), report, console);
  }

  private static void positive(String option, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new RunFileException(
          String.format(Locale.ROOT, "%s %s must be a number above zero", option, value));
    }
  }

  private static void show(Diagnosis diagnosis, FitReport report, Console console) {
    console.line(
        String.format(
            Locale.ROOT,
            "a loss of %.4f after %s tokens behaves like %s parameters",
            diagnosis.loss(),
            Quantities.scaled(diagnosis.tokens()),
            range(diagnosis.behavesLike())));
    if (diagnosis.unreachable() > 0) {
      console.line(
          String.format(
              Locale.ROOT,
              "%.0f %% of the resampled laws think that no size gets so low on so little text",
              100 * diagnosis.unreachable()));
    }
    Double parameters = diagnosis.parameters();
    Interval expected = diagnosis.expectedLoss();
    Interval like = diagnosis.likeTokens();
    if (parameters != null && expected != null && like != null) {
      console.line(
          String.format(
              Locale.ROOT,
              "a run of %s parameters should have %.4f (%.4f – %.4f): %s",
              Quantities.scaled(parameters),
              expected.value(),
              expected.low(),
              expected.high(),
              diagnosis.verdict()));
      console.line("it has the loss of such a run after " + range(like) + " tokens");
    }
    outside(report, "tokens", diagnosis.tokens(), TrainingPoint::tokens, console);
    if (parameters != null) {
      outside(report, "parameters", parameters, TrainingPoint::parameters, console);
    }
  }

  private static void outside(
      FitReport report,
      String what,
      double value,
      ToDoubleFunction<TrainingPoint> of,
      Console console) {
    List<Double> sorted = report.points().stream().map(of::applyAsDouble).sorted().toList();
    if (value < sorted.getFirst() || value > sorted.getLast()) {
      console.line(
          String.format(
              Locale.ROOT,
              "caution: %s %s lie outside of the fitted runs (%s – %s)",
              Quantities.scaled(value),
              what,
              Quantities.scaled(sorted.getFirst()),
              Quantities.scaled(sorted.getLast())));
    }
  }

  /// The range first, as people say it, then the single value.
  private static String range(Interval interval) {
    return Double.isInfinite(interval.low())
        ? "more than any number of"
        : String.format(
            Locale.ROOT,
            "%s – %s (%s)",
            Quantities.scaled(interval.low()),
            text(interval.high()),
            text(interval.value()));
  }

  private static String text(double value) {
    return Double.isInfinite(value) ? "∞" : Quantities.scaled(value);
  }
}
