package org.bloomery.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.plan.study.HandOver;
import org.bloomery.plan.study.Study;
import org.bloomery.plan.study.StudyMaker;
import org.bloomery.plan.study.page.StudyPage;

/// Writes a study: `plan.json`, `study.html`, and the run file of the chosen plan.
///
/// Where the machine's speed was measured, all three are measured values and stand in `measured/`,
/// so that the plan's own bytes stay the same for the same run file.
final class StudyFiles {
  private StudyFiles() {}

  static Map<String, Object> make(StageContext context) throws IOException {
    Run run = context.run();
    Study study = StudyMaker.of(run);
    StudyTable.show(context.console(), study);
    boolean measured =
        Objects.requireNonNull(run.plan().cluster()).isThisMachine()
            && run.plan().deviceFlopsPerSecond() == null
            && run.plan().sweep() == null;
    Path folder = measured ? context.target().resolve("measured") : context.target();
    Path place = context.directory().folder(StageName.PLAN);
    Path shown = measured ? place.resolve("measured") : place;
    Files.createDirectories(folder);
    AtomicFiles.write(
        folder.resolve(measured ? "study.json" : "plan.json"), Json.pretty(json(study)));
    AtomicFiles.write(folder.resolve("study.html"), StudyPage.of(study));
    AtomicFiles.write(folder.resolve("run.toml"), HandOver.write(run, study, shown));
    if (measured) {
      AtomicFiles.write(
          context.target().resolve("plan.json"),
          Json.pretty(Map.of("study", "measured/study.json")));
    }
    context.console().line("page: " + shown.resolve("study.html"));
    context.console().line("run file of this plan: " + shown.resolve("run.toml"));
    return measured ? Map.of() : Map.of("parameters", study.decision().placed().parameters());
  }

  /// The names that the report knows from plans without a study stand beside the study.
  private static Map<String, Object> json(Study study) {
    Map<String, Object> json = new TreeMap<>();
    json.put("shape", study.decision().placed().shape());
    json.put("laws", study.laws().allocations());
    json.put("study", study);
    return json;
  }
}
