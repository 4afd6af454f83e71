package org.bloomery.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Seeds;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.corpus.MixSettings;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/// The second phase: one shuffle by content hash, then each partition on its own.
final class CorpusJob {
  private final JavaSparkContext spark;
  private final WorkFolder work;
  private final Run run;
  private final boolean applied;

  /// The last phase of a run.
  ///
  /// @param applied whether steps over all documents left theirs in [WorkFolder#applied]
  CorpusJob(JavaSparkContext spark, WorkFolder work, Run run, boolean applied) {
    this.applied = applied;
    this.spark = spark;
    this.work = work;
    this.run = run;
  }

  /// Writes the files of all partitions and counts their documents.
  Tally execute(int units) {
    JavaPairRDD<String, byte[]> sorted = sorted(units);
    LanguageLimits limit = limit(sorted);
    long seed = Seeds.derive(run.seed(), "held-out");
    PartitionTask task = new PartitionTask(work, seed, run.curate().heldOutShare(), limit);
    Tally sum = new Tally();
    sorted
        .mapPartitionsWithIndex(
            (partition, documents) -> List.of(task.run(partition, documents)).iterator(), true)
        .collect()
        .forEach(sum::add);
    return sum;
  }

  /// All kept documents as JSON by key, sorted. Spark keeps the shuffle's files, so that using the
  /// result twice shuffles once.
  private JavaPairRDD<String, byte[]> sorted(int units) {
    WorkFolder folder = work;
    boolean fromSteps = applied;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      numbers.add(i);
    }
    return spark
        .parallelize(numbers, Math.max(1, units))
        .flatMapToPair(unit -> documents(fromSteps ? folder.applied(unit) : folder.unit(unit)))
        .repartitionAndSortWithinPartitions(new HashPartitions(run.curate().partitions()));
  }

  /// Reads on as Spark asks for more, so that a unit need not fit in memory.
  private static Iterator<Tuple2<String, byte[]>> documents(Path unit) throws IOException {
    CuratedFile.Reader kept = new CuratedFile.Reader(WorkFolder.kept(unit));
    TaskCompletionListener close = _ -> close(kept);
    TaskContext.get().addTaskCompletionListener(close);
    return Stream.iterate(next(kept), Objects::nonNull, _ -> next(kept)).iterator();
  }

  /// The next key with its document as JSON, or null.
  private static @Nullable Tuple2<String, byte[]> next(CuratedFile.Reader kept) {
    return kept.next() ? new Tuple2<>(kept.key(), kept.json()) : null;
  }

  private static void close(CuratedFile.Reader kept) {
    try {
      kept.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LanguageLimits limit(JavaPairRDD<String, byte[]> sorted) {
    Map<String, Double> shares = run.curate().shares();
    MixSettings mix = run.curate().mix();
    if (shares.isEmpty() && mix == null) {
      return LanguageLimits.NONE;
    }
    Set<String> shared = new TreeSet<>(mix == null ? shares.keySet() : run.curate().languages());
    TreeMap<String, SortedMap<Integer, Long>> sizes = new TreeMap<>();
    sorted
        .mapPartitions(documents -> List.of(sizes(documents, shared)).iterator())
        .collect()
        .forEach(part ->
            part.forEach((language, buckets) ->
                buckets.forEach((bucket, bytes) ->
                    sizes
                        .computeIfAbsent(language, _ -> new TreeMap<>())
                        .merge(bucket, bytes, Long::sum))));
    return mix == null ? LanguageLimits.ofShares(sizes, shares) : LanguageLimits.ofMix(sizes, mix);
  }

  private static SortedMap<String, SortedMap<Integer, Long>> sizes(
      Iterator<Tuple2<String, byte[]>> documents, Set<String> shared) {
    TreeMap<String, SortedMap<Integer, Long>> sizes = new TreeMap<>();
    String hash = "";
    while (documents.hasNext()) {
      Tuple2<String, byte[]> next = documents.next();
      if (Curated.hash(next._1()).equals(hash)) {
        continue;
      }
      hash = Curated.hash(next._1());
      Document document = document(next._2());
      int bucket = shared.contains(document.language()) ? LanguageLimits.bucket(hash) : 0;
      sizes
          .computeIfAbsent(document.language(), _ -> new TreeMap<>())
          .merge(bucket, Tally.bytes(document), Long::sum);
    }
    return sizes;
  }

  private static Document document(byte[] json) {
    try {
      return CuratedFile.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
