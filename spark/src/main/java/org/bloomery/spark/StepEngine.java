package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Progress;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;

/// What a step decides with: tasks on Spark, the folder of the step, and the steps before it.
///
/// @param partitions into how many parts rows are sorted; follows from the catalogue alone
/// @param earlier the steps whose decisions count already
record StepEngine(
    JavaSparkContext spark,
    WorkFolder work,
    int units,
    int partitions,
    List<CorpusStep> earlier,
    Console console) {
  /// Sorted text of one partition, roughly.
  private static final long BYTES_PER_PARTITION = 16 << 20;

  private static final int MOST_PARTITIONS = 2048;

  /// Work for one number.
  interface Task extends Serializable {
    void run(int number) throws IOException;
  }

  static int partitions(List<WorkUnit> units) {
    long bytes = units.stream().mapToLong(WorkUnit::bytes).sum();
    return Math.clamp(1 + bytes / BYTES_PER_PARTITION, 2, MOST_PARTITIONS);
  }

  /// A folder of a step, by what it holds.
  static Path folder(WorkFolder work, CorpusStep step, String what) {
    return work.step(step.name()).resolve(what);
  }

  static Path decisions(WorkFolder work, CorpusStep step) {
    return folder(work, step, "decisions");
  }

  RowPartitions byUnit() {
    return new RowPartitions.OfUnits(units);
  }

  RowPartitions byHash() {
    return new RowPartitions.OfHashes(partitions);
  }

  /// Runs a task for each number below `count` that is not done. A task that ends with its worker
  /// is begun again by Spark, on another.
  void run(String what, int count, IntPredicate isDone, Task task) {
    List<Integer> todo = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!isDone.test(i)) {
        todo.add(i);
      }
    }
    if (todo.isEmpty()) {
      return;
    }
    try (Progress progress = console.progress(what, count, "parts")) {
      progress.startAt(count - todo.size());
      SparkListener listener =
          new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
              if (end.taskInfo().successful()) {
                progress.advance(1);
              }
            }
          };
      spark.sc().addSparkListener(listener);
      List<String> damages =
          spark.parallelize(todo, todo.size()).map(number -> damage(task, number)).collect();
      spark.sc().removeSparkListener(listener);
      damages.stream()
          .filter(damage -> !damage.isEmpty())
          .findFirst()
          .ifPresent(damage -> {
            throw new ArtifactException(damage);
          });
    }
  }

  /// Runs a task; what it says of a damaged file comes back as a text, because a failed task is
  /// begun again, and its failure hardly legible.
  private static String damage(Task task, int number) throws IOException {
    try {
      task.run(number);
      return "";
    } catch (ArtifactException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Runs tasks that each write rows into a folder of the step.
  void runRows(String what, Path folder, int count, Task task) {
    run(what, count, number -> RowWriter.isDone(folder, number), task);
  }

  /// Lets a step decide, unless it has. What only it needs is deleted once the mark is there that
  /// it has, so that a kill in between does no harm.
  void decide(CorpusStep step) throws IOException {
    Path mark = folder(work, step, "decided");
    if (!Files.exists(mark)) {
      step.decide(this);
      AtomicFiles.write(mark, "");
    }
    try (Stream<Path> entries = Files.list(work.step(step.name()))) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        if (!entry.equals(decisions(work, step))) {
          AtomicFiles.deleteTree(entry);
        }
      }
    }
  }
}
