package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.count.Counting;
import org.bloomery.tokenize.count.CountingTask;
import org.bloomery.tokenize.count.LanguageSize;
import org.bloomery.tokenize.count.SampleChoice;
import org.bloomery.tokenize.count.WordFile;

/// Counts the words of a corpus on Spark, a task a file; the driver merges the sorted lists. All
/// machines see the run directory, as in curation. What a task does is said in [CountingTask].
///
/// @param master as Spark names it
record SparkCounting(String master) implements Counting {
  @Override
  public Counted count(List<Path> files, TokenizeSettings settings, Path scratch, Console console)
      throws IOException {
    Path shared = scratch.toAbsolutePath();
    List<Input> inputs = new ArrayList<>();
    for (Path file : files) {
      inputs.add(new Input(inputs.size(), file.toAbsolutePath().toString()));
    }
    try (SparkEngine engine = new SparkEngine(master, shared.resolve("spark"))) {
      console.line("counts words on Spark at " + master);
      JavaSparkContext spark = engine.context();
      JavaRDD<Input> corpus = spark.parallelize(inputs, Math.max(1, inputs.size()));
      SampleChoice choice = SampleChoice.of(settings.sampling(), sizes(corpus));
      CountingTask task =
          new CountingTask(
              settings.deduplicateLines(), new TreeMap<>(choice.limits()), shared.toString());
      List<CountingTask.Written> lists =
          new ArrayList<>(
              corpus
                  .flatMap(input -> task.count(input.number(), input.file()).iterator())
                  .collect());
      if (settings.deduplicateLines()) {
        int count = inputs.size();
        List<Integer> partitions = IntStream.range(0, CountingTask.PARTITIONS).boxed().toList();
        lists.addAll(
            spark
                .parallelize(partitions, partitions.size())
                .flatMap(partition -> task.countPartition(partition, count).iterator())
                .collect());
      }
      return new Counted(WordFile.mergeWritten(lists, shared), choice.planned());
    }
  }

  private static SortedMap<String, LanguageSize> sizes(JavaRDD<Input> corpus) {
    SortedMap<String, LanguageSize> total = new TreeMap<>();
    for (TreeMap<String, LanguageSize> sizes :
        corpus.map(input -> CountingTask.sizes(input.file())).collect()) {
      sizes.forEach(
          (language, size) -> total.computeIfAbsent(language, _ -> new LanguageSize()).add(size));
    }
    return total;
  }

  /// A corpus file with its number.
  record Input(int number, String file) implements java.io.Serializable {}
}
