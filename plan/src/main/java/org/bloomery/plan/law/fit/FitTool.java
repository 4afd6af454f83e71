package org.bloomery.plan.law.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.jspecify.annotations.Nullable;

/// `bloomery plan fit`: laws from training runs and tables.
public final class FitTool {
  private static final int FEWEST_RESAMPLINGS = 40;
  private static final int MOST_RESAMPLINGS = 100_000;

  /// What to do.
  ///
  /// @param inputs run directories and CSV files
  /// @param out folder for `fit.json`
  /// @param targetFlops, targetParameters, targetTokens the larger run that is asked about
  /// @param bootstrap resamplings
  record Request(
      List<String> inputs,
      String out,
      @Nullable Double targetFlops,
      @Nullable Double targetParameters,
      @Nullable Double targetTokens,
      int bootstrap,
      long seed) {}

  private FitTool() {}

  public static void run(String json, Console console) throws IOException {
    Request request = Json.parse(json, Request.class);
    if (request.bootstrap() < FEWEST_RESAMPLINGS || request.bootstrap() > MOST_RESAMPLINGS) {
      throw new RunFileException(
          String.format(
              Locale.ROOT,
              "--bootstrap %d must lie between %d, fewer carry no 95 %% interval, and %,d",
              request.bootstrap(),
              FEWEST_RESAMPLINGS,
              MOST_RESAMPLINGS));
    }
    Target target =
        new Target(request.targetFlops(), request.targetParameters(), request.targetTokens());
    FitInputs inputs = FitInputs.read(request.inputs().stream().map(Path::of).toList());
    FitReport report =
        FitReport.of(inputs, new Bootstrap(request.bootstrap(), request.seed()), target);
    Path file = Path.of(request.out()).resolve(FitReport.FILE);
    AtomicFiles.write(file, Json.pretty(report));
    new FitTable(console).show(report);
    console.line("wrote " + file);
  }
}
