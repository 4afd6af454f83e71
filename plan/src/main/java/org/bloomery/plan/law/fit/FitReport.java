package org.bloomery.plan.law.fit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// `fit.json`: everything that a set of runs says about scaling. Same points, same seed, same
/// bytes.
///
/// @param points the runs
/// @param lossFit L(N, D), if the runs differ enough in size and tokens
/// @param computeFit L(C), if there are enough budgets
/// @param isoFlopFit the valleys of equal budgets, if there are at least two
/// @param predictions what a larger run should reach
/// @param cautions why something is missing, or should not be believed too far
public record FitReport(
    int formatVersion,
    List<TrainingPoint> points,
    @Nullable LossFit lossFit,
    @Nullable ComputeFit computeFit,
    @Nullable IsoFlopFit isoFlopFit,
    List<Prediction> predictions,
    List<String> cautions) {
  static final String FILE = "fit.json";
  static final int FORMAT_VERSION = 1;

  /// Percentile intervals of fewer points are known to be too narrow.
  private static final int POINTS_FOR_INTERVALS = 20;

  private static final int FEWEST_DISTINCT = 3;

  /// Text is not that predictable, in nats a token.
  private static final double SMALLEST_FLOOR = 0.01;

  /// Beyond this multiple of the largest run, no interval of the fit covers what may change.
  private static final double FAR = 100;

  public FitReport {
    points = List.copyOf(points);
    predictions = List.copyOf(predictions);
    cautions = List.copyOf(cautions);
  }

  /// Reads a `fit.json`.
  ///
  /// @param path the file, or the folder that holds it
  public static FitReport read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    if (!Files.exists(file)) {
      throw new ResourceException(
          file + " does not exist; make it with `bloomery plan fit`, and name it or its folder");
    }
    FitReport report = Json.read(file, FitReport.class);
    if (report.formatVersion() != FORMAT_VERSION) {
      throw new ArtifactException(
          String.format(
              Locale.ROOT,
              "%s has format %d, and this version reads %d; fit the runs again",
              file,
              report.formatVersion(),
              FORMAT_VERSION));
    }
    return report;
  }

  static FitReport of(FitInputs inputs, Bootstrap bootstrap, Target target) {
    List<TrainingPoint> points = inputs.points();
    List<String> cautions = new ArrayList<>(inputs.cautions());
    @Nullable LossFit lossFit = lossFit(points, bootstrap, cautions);
    @Nullable ComputeFit computeFit = computeFit(points, bootstrap, cautions);
    @Nullable IsoFlopFit isoFlopFit =
        IsoFlopFit.isPossible(points) ? IsoFlopFit.of(points, bootstrap) : null;
    if (lossFit == null && computeFit == null) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%d run%s cannot carry a law: %s; add runs of other sizes and lengths",
              points.size(),
              points.size() == 1 ? "" : "s",
              String.join("; ", cautions)));
    }
    double largest = points.stream().mapToDouble(TrainingPoint::flops).max().orElseThrow();
    List<Prediction> predictions =
        Prediction.all(
            lossFit, computeFit, isoFlopFit, target.orBeyond(largest), bootstrap, largest);
    if (lossFit != null && isLoose(lossFit)) {
      cautions.add(
          "the runs do not fix the single constants (they are too few, too alike, or too far above"
              + " the floor E): look at predictions and their ranges alone");
    }
    warn(points, predictions, cautions);
    return new FitReport(
        FORMAT_VERSION, points, lossFit, computeFit, isoFlopFit, predictions, cautions);
  }

  /// Exponents of language models lie between 0.05 and 0.5; a range that reaches 1 says nothing.
  private static boolean isLoose(LossFit fit) {
    return fit.modelExponent().high() > 1
        || fit.dataExponent().high() > 1
        || fit.irreducible().value() < SMALLEST_FLOOR;
  }

  private static @Nullable LossFit lossFit(
      List<TrainingPoint> points, Bootstrap bootstrap, List<String> cautions) {
    long sizes = points.stream().mapToDouble(TrainingPoint::parameters).distinct().count();
    long lengths = points.stream().mapToDouble(TrainingPoint::tokens).distinct().count();
    if (points.size() < LossFit.FEWEST_POINTS
        || sizes < FEWEST_DISTINCT
        || lengths < FEWEST_DISTINCT) {
      cautions.add(
          String.format(
              Locale.ROOT,
              "L(N, D) needs %d runs of %d sizes and %d lengths, there are %d of %d and %d",
              LossFit.FEWEST_POINTS,
              FEWEST_DISTINCT,
              FEWEST_DISTINCT,
              points.size(),
              sizes,
              lengths));
      return null;
    }
    return LossFit.of(points, bootstrap);
  }

  private static @Nullable ComputeFit computeFit(
      List<TrainingPoint> points, Bootstrap bootstrap, List<String> cautions) {
    int frontier = ComputeFit.frontier(points).size();
    if (frontier < ComputeFit.FEWEST_POINTS) {
      cautions.add(
          String.format(
              Locale.ROOT,
              "L(C) needs %d runs of which each larger one is better, there are %d",
              ComputeFit.FEWEST_POINTS,
              frontier));
      return null;
    }
    return ComputeFit.of(points, bootstrap);
  }

  private static void warn(
      List<TrainingPoint> points, List<Prediction> predictions, List<String> cautions) {
    if (points.size() < POINTS_FOR_INTERVALS) {
      cautions.add(
          String.format(
              Locale.ROOT,
              "%d runs are few: intervals from resampling are too narrow below about %d",
              points.size(),
              POINTS_FOR_INTERVALS));
    }
    double beyond = predictions.stream().mapToDouble(Prediction::beyond).max().orElse(0);
    if (beyond > FAR) {
      cautions.add(
          String.format(
              Locale.ROOT,
              "the run asked about is %.0f times the largest that was fitted; the interval knows"
                  + " nothing of what may change on the way",
              beyond));
    }
  }
}
