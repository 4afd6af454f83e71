package org.bloomery.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.bloomery.artifact.Console;

/// Between the two phases: the steps over all documents, one after the other, then what they
/// decided carried out. Does nothing where there are no steps.
final class StepsJob {
  private final JavaSparkContext spark;
  private final WorkFolder work;
  private final Console console;

  StepsJob(JavaSparkContext spark, WorkFolder work, Console console) {
    this.spark = spark;
    this.work = work;
    this.console = console;
  }

  void execute(List<WorkUnit> units, List<SourceContext> sources, List<CorpusStep> steps)
      throws IOException {
    if (steps.isEmpty()) {
      return;
    }
    int partitions = StepEngine.partitions(units);
    List<CorpusStep> decided = new ArrayList<>();
    for (CorpusStep step : steps) {
      engine(units.size(), partitions, decided).decide(step);
      decided.add(step);
    }
    StepEngine engine = engine(units.size(), partitions, decided);
    ArrayList<SourceContext> sourceOfUnit = new ArrayList<>();
    units.forEach(unit -> sourceOfUnit.add(sources.get(unit.source())));
    ApplyTask apply = new ApplyTask(UnitReader.after(engine), work, sourceOfUnit);
    engine.run("applying what was decided", units.size(), work::isApplied, apply::run);
  }

  private StepEngine engine(int units, int partitions, List<CorpusStep> decided) {
    return new StepEngine(spark, work, units, partitions, List.copyOf(decided), console);
  }
}
