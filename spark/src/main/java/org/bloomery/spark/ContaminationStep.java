package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.corpus.ContaminationSettings;
import org.bloomery.artifact.run.corpus.ContaminationSettings.Action;
import org.bloomery.artifact.run.corpus.ContaminationSettings.TaskFile;
import org.bloomery.curate.contamination.ContaminationReport;
import org.bloomery.curate.contamination.ItemIndex;
import org.bloomery.curate.contamination.ItemReader;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;

/// Finds items of evaluation tasks in documents, drops these or lets them stay, and writes the
/// report.
///
/// @param settingsJson the settings in a form that Spark can send
record ContaminationStep(String settingsJson) implements CorpusStep {
  private static final String HITS = "hits";
  private static final String REPORT = "contamination.json";

  /// An item in a document, as tasks write it down.
  ///
  /// @param item number among the items of all tasks
  record Found(int item, double share, String document, String language, String source) {}

  static ContaminationStep of(ContaminationSettings settings) {
    return new ContaminationStep(Json.line(settings));
  }

  private ContaminationSettings settings() {
    return Json.parse(settingsJson, ContaminationSettings.class);
  }

  @Override
  public String name() {
    return "contamination";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void decide(StepEngine engine) throws IOException {
    ContaminationSettings settings = settings();
    ItemIndex index = new ItemIndex(settings.ngram(), settings.minimumTokens(), settings.overlap());
    List<ContaminationReport.Builder> tasks = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    for (TaskFile task : settings.tasks()) {
      firsts.add(index.count());
      int tooShort = index.tooShort();
      List<String> items = ItemReader.read(task);
      items.forEach(index::add);
      tasks.add(new ContaminationReport.Builder(task.name(), items, index.tooShort() - tooShort));
    }
    UnitReader reader = UnitReader.after(engine);
    Path folder = engine.work().step(name());
    Path hits = folder.resolve(HITS);
    Files.createDirectories(hits);
    Broadcast<ItemIndex> shared = engine.spark().broadcast(index);
    String hitFolder = hits.toString();
    int partitions = engine.partitions();
    engine.runRows(
        "looking for evaluation items",
        StepEngine.decisions(engine.work(), this),
        partitions,
        partition -> find(reader, partition, partitions, shared.value(), Path.of(hitFolder)));
    shared.destroy();
    report(settings, tasks, firsts, hits, partitions, folder.resolve(REPORT));
  }

  private static Path hitFile(Path folder, int partition) {
    return folder.resolve(String.format(Locale.ROOT, "%05d.jsonl.zst", partition));
  }

  private void find(UnitReader reader, int partition, int partitions, ItemIndex index, Path hits)
      throws IOException {
    Path own = Files.createTempFile(hits, "hits", ".tmp");
    try (RowWriter out =
        new RowWriter(
            StepEngine.decisions(reader.work(), this),
            partition,
            decisionColumns(),
            new RowPartitions.OfUnits(reader.units()))) {
      find(reader, partition, partitions, index, own, out);
      AtomicFiles.move(own, hitFile(hits, partition));
      out.finish();
    }
  }

  private static void find(
      UnitReader reader, int partition, int partitions, ItemIndex index, Path hits, RowWriter out)
      throws IOException {
    try (JsonLinesWriter<Found> found = new JsonLinesWriter<>(hits, Found.class)) {
      for (int unit = partition; unit < reader.units(); unit += partitions) {
        reader.forEach(
            unit,
            (address, document) -> {
              for (ItemIndex.Hit hit : index.find(document.text())) {
                out.write(address, hit.item(), Double.doubleToRawLongBits(hit.share()));
                found.write(
                    new Found(
                        hit.item(),
                        hit.share(),
                        document.id(),
                        document.language(),
                        document.source()));
              }
            });
      }
    }
  }

  private static void report(
      ContaminationSettings settings,
      List<ContaminationReport.Builder> tasks,
      List<Integer> firsts,
      Path hits,
      int partitions,
      Path target)
      throws IOException {
    for (int partition = 0; partition < partitions; partition++) {
      JsonLines.forEach(
          hitFile(hits, partition),
          Found.class,
          found -> {
            int task = firsts.size() - 1;
            while (firsts.get(task) > found.item()) {
              task--;
            }
            tasks
                .get(task)
                .add(
                    found.item() - firsts.get(task),
                    found.document(),
                    found.language(),
                    found.source(),
                    found.share());
          });
    }
    TreeMap<String, ContaminationReport.Task> byName = new TreeMap<>();
    tasks.forEach(task -> byName.put(task.name(), task.build()));
    AtomicFiles.write(
        target, Json.pretty(new ContaminationReport(settings.ngram(), settings.overlap(), byName)));
  }

  /// The report, while the work folder is there.
  static Path report(WorkFolder work) {
    return work.step("contamination").resolve(REPORT);
  }

  @Override
  public int decisionColumns() {
    return 3;
  }

  @Override
  public Verdict apply(Document document, long[] decisions, DocumentIds ids) {
    ContaminationSettings settings = settings();
    if (settings.action() == Action.REPORT) {
      return new Verdict.Keep(document);
    }
    double share = Double.longBitsToDouble(decisions[2]);
    String detail =
        String.format(
            Locale.ROOT,
            "%.4f of the runs of item %d, counted over all tasks; %d items in all",
            share,
            decisions[1] + 1,
            decisions.length / decisionColumns());
    return new Verdict.Drop(document, "contaminated", detail);
  }
}
