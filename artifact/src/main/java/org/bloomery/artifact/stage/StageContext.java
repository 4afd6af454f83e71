package org.bloomery.artifact.stage;

import java.nio.file.Path;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.Run;

/// What a stage works with.
///
/// @param target the folder to write into
/// @param measured values that differ from run to run; they go to `measured.json`
public record StageContext(
    Run run, RunDirectory directory, Path target, Console console, Measured measured) {

  /// The finished folder of an earlier stage.
  public Path folder(StageName stage) {
    return directory.folder(stage);
  }
}
