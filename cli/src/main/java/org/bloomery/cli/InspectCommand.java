package org.bloomery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says what an artefact is and whether it is whole.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Shows and verifies a run directory, the folder of a stage, or a corpus file; with"
            + " --spectrum, what the spectra of a model's matrices say about its training.")
final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "A run directory, a stage's folder, or a .jsonl.zst.")
  private Path path = Path.of("");

  @Option(
      names = "--spectrum",
      description =
          "Fits a power law to the largest eigenvalues of every matrix of a model, a checkpoint or"
              + " a run that has trained.")
  private boolean spectrum;

  @Option(names = "--json", paramLabel = "FILE", description = "With --spectrum: also writes JSON.")
  private @Nullable Path json;

  private final Console console = Console.standard("inspect");

  @Override
  public Integer call() {
    if (spectrum) {
      return spectrum();
    }
    if (json != null) {
      throw new RunFileException("--json belongs to --spectrum; give both");
    }
    if (Files.exists(path.resolve(Manifest.FILE))) {
      folder(path);
    } else if (path.getFileName() != null && path.toString().contains(".jsonl")) {
      Corpus.forEach(path, document -> System.out.println(Json.line(document)));
    } else {
      runDirectory();
    }
    return 0;
  }

  /// Linear algebra needs libtorch, which this process has not.
  private int spectrum() {
    List<String> arguments = new ArrayList<>(List.of(path.toString()));
    if (json != null) {
      arguments.add(json.toString());
    }
    return RoomProcess.run(Room.SPECTRUM_TOOL, arguments);
  }

  private void runDirectory() {
    RunDirectory directory = new RunDirectory(path);
    List<List<String>> rows = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      Path folder = directory.folder(stage);
      if (Files.exists(folder.resolve(Manifest.FILE))) {
        Manifest manifest = Manifest.read(folder);
        manifest.verify(folder);
        rows.add(row(stage.folder(), manifest));
      }
    }
    if (rows.isEmpty()) {
      throw new ArtifactException(
          path
              + " holds no finished stage and no manifest.json; give a run directory, the folder of "
              + "a stage, or a .jsonl.zst file");
    }
    console.table(List.of("stage", "files", "MB", "key"), rows);
  }

  private static List<String> row(String name, Manifest manifest) {
    long bytes = manifest.files().stream().mapToLong(Manifest.FileEntry::bytes).sum();
    return List.of(
        name,
        Integer.toString(manifest.files().size()),
        String.format(Locale.ROOT, "%.1f", bytes / 1e6),
        manifest.key().substring(0, 12));
  }

  private void folder(Path folder) {
    Manifest manifest = Manifest.read(folder);
    manifest.verify(folder);
    console.line(manifest.stage() + ", key " + manifest.key() + ": all files match their digests");
    manifest.inputs().forEach((name, digest) -> console.line("made from " + name + " " + digest));
    console.line("counts " + Json.line(manifest.counts()));
    List<List<String>> rows = new ArrayList<>();
    for (Manifest.FileEntry file : manifest.files()) {
      rows.add(List.of(file.path(), Long.toString(file.bytes()), file.sha256().substring(0, 12)));
    }
    console.table(List.of("file", "bytes", "sha256"), rows);
  }
}
