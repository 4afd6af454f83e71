package org.bloomery.plan.law.fit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;

/// All points of a fit.
///
/// @param cautions what the reader should know before believing the fit
record FitInputs(List<TrainingPoint> points, List<String> cautions) {

  /// @param paths run directories and CSV files
  static FitInputs read(List<Path> paths) {
    List<TrainingPoint> points = new ArrayList<>();
    List<RunPoints> runs = new ArrayList<>();
    List<String> cautions = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        runs.add(RunPoints.read(path));
      } else if (Files.exists(path)) {
        points.addAll(PointTable.read(path));
      } else {
        throw new ResourceException(path + " does not exist; give run directories or CSV files");
      }
    }
    for (RunPoints run : runs) {
      comparable(runs.getFirst(), run);
      points.add(run.point());
    }
    if (runs.stream().map(RunPoints::shards).distinct().count() > 1) {
      cautions.add(
          "the runs learnt from different text, so their losses differ for more reasons than size"
              + " and tokens");
    }
    if (!runs.isEmpty() && points.size() > runs.size()) {
      cautions.add(
          "runs and tables are mixed: only losses in tokens of one tokenizer, on one held-out text,"
              + " can be compared");
    }
    return new FitInputs(List.copyOf(points), List.copyOf(cautions));
  }

  private static void comparable(RunPoints first, RunPoints run) {
    if (!run.tokenizer().equals(first.tokenizer())) {
      throw new InputException(
          run.point().source()
              + " has another tokenizer than "
              + first.point().source()
              + ", and losses per token cannot be compared across tokenizers; give runs of one"
              + " tokenizer");
    }
    if (!run.losses().keySet().equals(first.losses().keySet())) {
      throw new InputException(
          run.point().source()
              + " was measured on "
              + run.losses().keySet()
              + ", but "
              + first.point().source()
              + " on "
              + first.losses().keySet()
              + "; give runs with the same held-out languages");
    }
  }
}
