package org.bloomery.plan;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.plan.study.Assumed;

/// `bloomery plan RUN.toml --explain`: where every number of a plan comes from.
final class ExplainTool {
  record Request(String runFile, List<String> sets) {}

  private ExplainTool() {}

  static void run(String request, Console console) {
    Request asked = Json.parse(request, Request.class);
    Run run = RunFile.load(Path.of(asked.runFile()), asked.sets()).run();
    StudyTable.explain(console, Assumed.uses(Assumed.of(run.plan().assume())));
  }
}
