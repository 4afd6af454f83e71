package org.bloomery.train.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.StoppedException;

/// Files by which a person who may write into the run directory, but not stop the process, steers
/// training: `training.stop` ends it after a checkpoint, `training.save` makes one at once.
///
/// @param folder the run directory
public record Switches(Path folder) {
  private static final String STOP = "training.stop";
  private static final String SAVE = "training.save";

  /// Refuses to start while the stop file is there.
  public void requireFree() {
    if (stopAsked()) {
      throw new StoppedException(
          "%s asks training not to run; delete it and give the same command again"
              .formatted(folder.resolve(STOP)));
    }
  }

  public boolean stopAsked() {
    return Files.exists(folder.resolve(STOP));
  }

  /// Whether a checkpoint is asked for; asking once makes one.
  public boolean saveAsked() throws IOException {
    return Files.deleteIfExists(folder.resolve(SAVE));
  }

  /// The end of a run that was asked to stop.
  public StoppedException stopped(long step) {
    return new StoppedException(
        "stopped after step %d, which is saved, because %s is there; delete it and give the same command to go on"
            .formatted(step, folder.resolve(STOP)));
  }
}
