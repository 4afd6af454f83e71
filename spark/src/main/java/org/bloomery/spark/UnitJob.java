package org.bloomery.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Progress;

/// The first phase: all units that are not finished yet.
final class UnitJob {
  private final JavaSparkContext spark;
  private final WorkFolder work;
  private final Console console;

  UnitJob(JavaSparkContext spark, WorkFolder work, Console console) {
    this.spark = spark;
    this.work = work;
    this.console = console;
  }

  /// Curates the units; files that cannot be read are reported after all others are done.
  void execute(List<WorkUnit> units, List<SourceContext> sources) {
    List<UnitTask> tasks = new ArrayList<>();
    for (WorkUnit unit : units) {
      if (!work.isFinished(unit.number())) {
        tasks.add(new UnitTask(unit, sources.get(unit.source()), work));
      }
    }
    if (tasks.isEmpty()) {
      return;
    }
    long todo = tasks.stream().mapToLong(task -> task.unit().bytes()).sum();
    long total = units.stream().mapToLong(WorkUnit::bytes).sum();
    try (Progress progress = console.progress("curating", total, "bytes")) {
      progress.startAt(total - todo);
      ProgressListener listener = new ProgressListener(tasks, progress);
      spark.sc().addSparkListener(listener);
      List<String> failures =
          spark.parallelize(tasks, tasks.size()).map(UnitTask::run).collect().stream()
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      spark.sc().removeSparkListener(listener);
      if (!failures.isEmpty()) {
        throw new InputException(String.join("\n", failures));
      }
    }
  }

  private static final class ProgressListener extends SparkListener {
    private final List<UnitTask> tasks;
    private final Progress progress;

    ProgressListener(List<UnitTask> tasks, Progress progress) {
      this.tasks = tasks;
      this.progress = progress;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      progress.advance(tasks.get(end.taskInfo().index()).unit().bytes());
    }
  }
}
