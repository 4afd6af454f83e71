package org.bloomery.model.spectrum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.tensor.Libtorch;

/// `bloomery inspect PATH --spectrum [--out FILE]`: the spectral exponent of every matrix of a
/// model or a checkpoint.
public final class SpectrumTool {
  /// Where the weights of what a person may name lie, in the order in which they are looked for: a
  /// checkpoint, a model folder, a run, a run that is still training.
  private static final List<String> PLACES = List.of("", "release", "training/model", "model");

  private static final List<String> UNFINISHED =
      List.of("checkpoints", "training/checkpoints", "training.partial/checkpoints");

  private SpectrumTool() {}

  /// Takes the path and, if wanted, a file for the JSON.
  public static void main(String[] arguments) {
    StageMain.exit(
        "inspect",
        () -> {
          Libtorch.load();
          Libtorch.setThreads(Runtime.getRuntime().availableProcessors());
          Console console = Console.standard("inspect");
          List<MatrixSpectrum> found = run(Path.of(arguments[0]), console);
          if (arguments.length > 1) {
            AtomicFiles.write(Path.of(arguments[1]), Json.pretty(summary(arguments[0], found)));
          }
          return 0;
        });
  }

  /// Fits every matrix and shows the table.
  static List<MatrixSpectrum> run(Path path, Console console) throws IOException {
    List<MatrixSpectrum> found = new ArrayList<>();
    for (Path file : files(path)) {
      console.line("weights from " + file);
      try (SafetensorsFile weights = SafetensorsFile.open(file)) {
        found.addAll(each(weights, console));
      }
    }
    console.table(MatrixSpectrum.headings(), found.stream().map(MatrixSpectrum::row).toList());
    console.line(
        String.format(
            Locale.ROOT,
            "mean alpha %.2f over %d matrices; well-trained layers lie between 2 and 6",
            meanAlpha(found),
            found.size()));
    return found;
  }

  private static List<MatrixSpectrum> each(SafetensorsFile weights, Console console) {
    List<String> names =
        weights.entries().values().stream()
            .filter(Spectrum::hasOne)
            .map(entry -> entry.name())
            .toList();
    List<MatrixSpectrum> found = new ArrayList<>();
    try (Progress progress = console.progress("spectrum", names.size(), "matrices")) {
      for (String name : names) {
        found.add(MatrixSpectrum.of(name, weights.entry(name).shape(), Spectrum.of(weights, name)));
        progress.advance(1);
      }
    }
    return found;
  }

  static double meanAlpha(List<MatrixSpectrum> found) {
    return found.stream()
        .map(MatrixSpectrum::tail)
        .flatMap(Stream::ofNullable)
        .mapToDouble(PowerLawTail::alpha)
        .average()
        .orElse(Double.NaN);
  }

  private static Map<String, Object> summary(String path, List<MatrixSpectrum> found) {
    Map<String, Object> summary = new TreeMap<>();
    summary.put("path", path);
    summary.put("meanAlpha", meanAlpha(found));
    summary.put("matrices", found);
    return summary;
  }

  /// The weight files of a file, a checkpoint, a model folder or a run directory.
  static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    for (String place : PLACES) {
      List<Path> here = weights(path.resolve(place));
      if (!here.isEmpty()) {
        return here;
      }
    }
    for (String place : UNFINISHED) {
      List<Path> here = weights(newest(path.resolve(place)));
      if (!here.isEmpty()) {
        return here;
      }
    }
    throw new InputException(
        path
            + " holds no weights; give a .safetensors file, a checkpoint, a model folder or a run"
            + " directory that has trained");
  }

  private static Path newest(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return checkpoints;
    }
    try (Stream<Path> steps = Files.list(checkpoints)) {
      return steps
          .filter(step -> step.getFileName().toString().matches("step-\\d+"))
          .max(Path::compareTo)
          .orElse(checkpoints);
    }
  }

  /// The safetensors files of one folder but for an optimiser's.
  private static List<Path> weights(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .filter(file -> !file.getFileName().toString().startsWith("optimiser"))
          .sorted()
          .toList();
    }
  }
}
