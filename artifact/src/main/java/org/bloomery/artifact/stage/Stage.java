package org.bloomery.artifact.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.run.Run;

/// One step of a run. A stage reads the folders of earlier stages and makes its own.
///
/// Each room that is a step of the way has one class that implements this and has `public static
/// void main(String[] arguments) { StageMain.main(new ThatStage(), arguments); }`.
public interface Stage {
  StageName name();

  /// Raised when the same inputs and settings give other bytes than before.
  int formatVersion();

  /// The earlier stages whose content enters the key and whose folders may be read.
  List<StageName> reads();

  /// The settings that change the result, as a record or map; they enter the key.
  Object settings(Run run);

  /// Digests of what is read from outside the run directory, by name; they enter the key.
  default Map<String, String> externalInputs(Run run) {
    return Map.of();
  }

  /// Whether unfinished work is too dear to be thrown away when settings have changed. It is then
  /// set aside, and gone on with when they are set back.
  default boolean keepsUnfinishedWork() {
    return false;
  }

  /// Writes everything into `context.target()`. If the stage was interrupted with the same key, the
  /// folder still holds what was written then, and the stage may go on from there.
  ///
  /// @return counts for the manifest, by name (documents, tokens, …); the same for the same key
  Map<String, Object> make(StageContext context) throws IOException;
}
