package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;

/// `bloomery curate --dry-run`: predicts the size of the corpus and the time that it takes.
/// Arguments as for the stage; writes nothing.
public final class ForecastTool {
  private ForecastTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "curate",
        () -> {
          Run run =
              RunFile.load(
                      Path.of(arguments[0]), Arrays.asList(arguments).subList(2, arguments.length))
                  .run();
          forecast(
              run,
              new RunDirectory(Path.of(arguments[1])).folder(StageName.CATALOGUE),
              Console.standard("curate"));
          return 0;
        });
  }

  static Forecast forecast(Run run, Path catalogueFolder, Console console) throws IOException {
    if (!Files.exists(catalogueFolder.resolve(Manifest.FILE))
        && !Files.isDirectory(catalogueFolder)) {
      throw new ArtifactException(
          catalogueFolder
              + " is not there, so the sources are not known; run `bloomery catalogue` with this"
              + " run file first");
    }
    Catalogue catalogue = Catalogue.read(catalogueFolder);
    Forecast forecast =
        new Forecast(run.curate()).of(catalogue, CurateStage.sources(run, catalogue));
    double duplicates = forecast.duplicateShare();
    List<List<String>> rows = new ArrayList<>();
    Forecast.Amount all = Forecast.Amount.NONE;
    for (var entry : forecast.languages().entrySet()) {
      rows.add(row(entry.getKey(), entry.getValue()));
      all = all.plus(entry.getValue());
    }
    rows.add(row("all", all));
    console.line("a forecast from " + forecast.sampled() + " documents that the operators keep:");
    console.table(List.of("language", "documents", "bytes", "± bytes"), rows);
    console.line(
        String.format(
            Locale.ROOT,
            "of the sample, %.1f %% are duplicates of others in it; of the whole it will be more,"
                + " and the corpus smaller by these",
            100 * duplicates));
    SortedMap<String, Double> mixed = forecast.mixed(duplicates);
    if (!mixed.isEmpty()) {
      double sum = mixed.values().stream().mapToDouble(Double::doubleValue).sum();
      List<String> shares = new ArrayList<>();
      mixed.forEach(
          (language, bytes) -> shares.add(String.format(Locale.ROOT, "%s %,.0f", language, bytes)));
      console.line(
          String.format(
              Locale.ROOT,
              "the mix makes a corpus of %,.0f bytes of it: %s",
              sum,
              String.join(", ", shares)));
    }
    int processors = processors(run.curate().master());
    console.line(
        String.format(
            Locale.ROOT,
            "about %s on %d processors, without Spark's start and without writing",
            Progress.duration(forecast.processorSeconds() / processors),
            processors));
    return forecast;
  }

  private static List<String> row(String name, Forecast.Amount amount) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%,.0f", amount.documents()),
        String.format(Locale.ROOT, "%,.0f", amount.bytes()),
        String.format(Locale.ROOT, "%,.0f", amount.error()));
  }

  /// Those of this machine that a local Spark uses; of a cluster nothing is known here.
  private static int processors(String master) {
    int here = Runtime.getRuntime().availableProcessors();
    return master.matches("local\\[\\d+\\]")
        ? Math.min(here, Math.max(1, Integer.parseInt(master.replaceAll("\\D", ""))))
        : here;
  }
}
