package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageName;

/// A stage that writes what a test gives it: the finished folders that training reads.
record GivenFolder(StageName name, Content content) implements Stage {

  /// Writes the folder's files.
  interface Content {
    void write(Path folder) throws IOException;
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public List<StageName> reads() {
    return List.of();
  }

  @Override
  public Object settings(Run run) {
    return Map.of();
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    content.write(context.target());
    return Map.of();
  }
}
