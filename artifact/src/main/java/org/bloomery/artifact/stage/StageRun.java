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
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;

/// Runs one stage in a run directory: skips it when its key is unchanged, goes on where a killed
/// run left a partial folder of the same key, and moves the result into place with its manifest.
///
/// The order of steps makes a kill at any moment harmless: the partial folder gets its manifest
/// last; a whole partial folder is only renamed when it is found again.
public final class StageRun {
  static final String KEY_FILE = ".key";

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
    String key =
        Manifest.key(stage.name().folder(), stage.formatVersion(), run.seed(), inputs, settings);
    Path partial = directory.partial(stage.name());
    if (finishedKey(directory.folder(stage.name())).equals(Optional.of(key))) {
      AtomicFiles.deleteTree(partial);
      AtomicFiles.deleteTree(old());
      console.line("up to date (key " + shortKey(key) + ")");
      return false;
    }
    if (!finishedKey(partial).equals(Optional.of(key))) {
      make(partial, key, inputs, settings);
    }
    moveIntoPlace(partial);
    return true;
  }

  private void make(Path partial, String key, Map<String, String> inputs, Object settings)
      throws IOException {
    prepare(partial, key);
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

  private void prepare(Path partial, String key) throws IOException {
    Path keyFile = partial.resolve(KEY_FILE);
    if (Files.exists(keyFile) && Files.readString(keyFile).equals(key)) {
      console.line("goes on after an interruption");
    } else {
      if (Files.exists(keyFile)) {
        console.line("starts over: settings or inputs have changed since it was interrupted");
      } else if (Files.exists(directory.folder(stage.name()))) {
        console.line("made again: settings or inputs have changed");
      }
      AtomicFiles.deleteTree(partial);
      Files.createDirectories(partial);
      AtomicFiles.write(keyFile, key);
    }
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
    Files.deleteIfExists(partial.resolve(KEY_FILE));
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
