package org.bloomery.artifact.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;

/// Runs one stage in a run directory: skips it when its key is unchanged, goes on where a killed
/// run left a partial folder of the same key, and moves the result into place with its manifest.
///
/// The order of steps makes a kill at any moment harmless: the partial folder gets its manifest
/// last; a whole partial folder is only renamed when it is found again.
public final class StageRun {
  /// What decides the result that an unfinished folder is on the way to.
  static final String PARTS_FILE = ".parts.json";

  private final Stage stage;
  private final Run run;
  private final RunDirectory directory;
  private final Console console;

  public StageRun(Stage stage, Run run, RunDirectory directory, Console console) {
    this.stage = stage;
    this.run = run;
    this.directory = directory;
    this.console = console;
  }

  /// Runs the stage if its key asks for it.
  ///
  /// @return whether there was anything to do
  public boolean execute() throws IOException {
    Map<String, String> inputs = inputs();
    Object settings = stage.settings(run);
    Map<String, Object> parts =
        Manifest.parts(stage.name().folder(), stage.formatVersion(), run.seed(), inputs, settings);
    String key = Manifest.key(parts);
    Path partial = directory.partial(stage.name());
    if (finishedKey(directory.folder(stage.name())).equals(Optional.of(key))) {
      AtomicFiles.deleteTree(partial);
      AtomicFiles.deleteTree(old());
      console.line("up to date (key " + shortKey(key) + ")");
      return false;
    }
    if (!finishedKey(partial).equals(Optional.of(key))) {
      prepare(partial, parts);
      make(partial, key, inputs, settings);
    }
    moveIntoPlace(partial);
    return true;
  }

  private void make(Path partial, String key, Map<String, String> inputs, Object settings)
      throws IOException {
    Measured measured = new Measured();
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    Map<String, Object> counts =
        stage.make(new StageContext(run, directory, partial, console, measured));
    double seconds = Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0;
    recordSurroundings(measured, start, seconds);
    AtomicFiles.force(partial);
    AtomicFiles.write(partial.resolve(Manifest.MEASURED_FILE), Json.pretty(measured.values()));
    Manifest manifest =
        new Manifest(
            stage.name().folder(),
            stage.formatVersion(),
            key,
            run.seed(),
            inputs,
            settings,
            counts,
            Manifest.digestFiles(partial));
    AtomicFiles.write(partial.resolve(Manifest.FILE), Json.pretty(manifest));
    console.line(
        String.format(java.util.Locale.ROOT, "done in %.1f s (key %s)", seconds, shortKey(key)));
  }

  /// Leaves a folder in which the stage may begin, or go on where it was interrupted.
  private void prepare(Path partial, Map<String, Object> parts) throws IOException {
    Path partsFile = partial.resolve(PARTS_FILE);
    Path finished = directory.folder(stage.name());
    if (Files.exists(partsFile)) {
      Map<?, ?> found = Json.read(partsFile, Map.class);
      if (sorted(found).equals(sorted(parts))) {
        console.line("goes on after an interruption");
        return;
      }
      setAside(partial, found, parts);
    } else if (Files.exists(finished.resolve(Manifest.FILE))) {
      console.line(
          "made again, because " + Changes.between(Manifest.read(finished).parts(), parts));
    }
    AtomicFiles.deleteTree(partial);
    Path earlier = asideFor(partial, parts);
    if (Files.exists(earlier.resolve(PARTS_FILE))) {
      console.line("goes on where these settings were left");
      AtomicFiles.move(earlier, partial);
      return;
    }
    Files.createDirectories(partial);
    AtomicFiles.write(partsFile, Json.line(parts));
  }

  private void setAside(Path partial, Map<?, ?> found, Map<String, Object> parts)
      throws IOException {
    String why = "starts over, because since it was interrupted " + Changes.between(found, parts);
    if (!stage.keepsUnfinishedWork()) {
      console.line(why);
      return;
    }
    Path aside = asideFor(partial, found);
    AtomicFiles.deleteTree(aside);
    AtomicFiles.move(partial, aside);
    console.line(
        why
            + "; what was done is kept in "
            + aside
            + ": set the settings back to go on with it, or delete it");
  }

  /// Records keep the order of their components; read back they are maps, whose keys are sorted.
  private static String sorted(Map<?, ?> parts) {
    return Json.line(Json.parse(Json.line(parts), Map.class));
  }

  private static Path asideFor(Path partial, Map<?, ?> parts) {
    String key = Digests.sha256(sorted(parts));
    return partial.resolveSibling(partial.getFileName() + "-" + shortKey(key));
  }

  private Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>(stage.externalInputs(run));
    for (StageName earlier : stage.reads()) {
      Path folder = directory.folder(earlier);
      if (!Files.exists(folder.resolve(Manifest.FILE))) {
        throw new ArtifactException(
            folder
                + " is not there; run `bloomery "
                + earlier.verb()
                + "` with this run file first");
      }
      Manifest manifest = Manifest.read(folder);
      manifest.verify(folder);
      inputs.put(earlier.folder(), manifest.contentDigest());
    }
    return inputs;
  }

  private static Optional<String> finishedKey(Path folder) {
    if (!Files.exists(folder.resolve(Manifest.FILE))) {
      return Optional.empty();
    }
    return Optional.of(Manifest.read(folder).key());
  }

  private Path old() {
    return directory.root().resolve(stage.name().folder() + ".old");
  }

  private void moveIntoPlace(Path partial) throws IOException {
    Path folder = directory.folder(stage.name());
    AtomicFiles.deleteTree(old());
    Files.deleteIfExists(partial.resolve(PARTS_FILE));
    if (Files.exists(folder)) {
      AtomicFiles.move(folder, old());
    }
    AtomicFiles.move(partial, folder);
    AtomicFiles.deleteTree(old());
  }

  private void recordSurroundings(Measured measured, Instant start, double seconds) {
    measured.put("startedAt", start.toString());
    measured.put("wallSeconds", seconds);
    measured.put("jdk", System.getProperty("java.runtime.version", "unknown"));
    measured.put("commit", System.getProperty("bloomery.commit", "unknown"));
    measured.put("processors", Runtime.getRuntime().availableProcessors());
    if (stage.name() != StageName.RELEASE) { // the release is for others
      measured.put("host", host());
    }
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(cpu -> measured.put("cpuSeconds", cpu.toMillis() / 1000.0));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static String shortKey(String key) {
    return key.substring(0, 12);
  }
}
