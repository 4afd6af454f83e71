package org.bloomery.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.corpus.DuplicateSettings;
import org.bloomery.artifact.run.corpus.ExactRule;
import org.bloomery.artifact.run.corpus.KeeperRule;
import org.bloomery.artifact.run.corpus.UrlRule;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.duplicate.DocumentKeys;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;
import org.bloomery.spark.sorted.Rows;
import org.jspecify.annotations.Nullable;

/// Of documents that share a key, the text or the address, the preferred one stays.
///
/// @param url the rule for addresses; null: texts are compared by the rule for them
record KeyStep(
    @Nullable UrlRule url, ExactRule exact, ArrayList<String> urlParameters, KeeperRule keeper)
    implements CorpusStep {
  private static final String ROWS = "keys";

  /// Key (two columns), preference, address.
  private static final int COLUMNS = 4;

  static KeyStep texts(DuplicateSettings settings) {
    return new KeyStep(null, settings.exactRule(), new ArrayList<>(), settings.keeperRule());
  }

  static KeyStep urls(UrlRule rule, DuplicateSettings settings) {
    return new KeyStep(
        rule, settings.exactRule(), new ArrayList<>(settings.parameters()), settings.keeperRule());
  }

  @Override
  public String name() {
    return url == null ? "duplicate" : "duplicate-url";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void decide(StepEngine engine) throws IOException {
    UnitReader reader = UnitReader.after(engine);
    RowPartitions byHash = engine.byHash();
    RowPartitions byUnit = engine.byUnit();
    Path keys = StepEngine.folder(engine.work(), this, ROWS);
    Path decisions = StepEngine.decisions(engine.work(), this);
    String keyFolder = keys.toString();
    String decisionFolder = decisions.toString();
    int units = engine.units();
    engine.runRows(
        "finding " + name(), keys, units, unit -> spread(reader, unit, Path.of(keyFolder), byHash));
    engine.runRows(
        "choosing keepers",
        decisions,
        engine.partitions(),
        part -> settle(Path.of(keyFolder), units, byHash, part, Path.of(decisionFolder), byUnit));
  }

  private void spread(UnitReader reader, int unit, Path folder, RowPartitions partitions)
      throws IOException {
    try (RowWriter rows = new RowWriter(folder, unit, COLUMNS, partitions)) {
      reader.forEach(
          unit,
          (address, document) -> {
            String key = key(document);
            if (key != null) {
              rows.write(
                  ContentHash.bits(key),
                  ContentHash.bits(key.substring(16)),
                  preference(keeper, document),
                  address);
            }
          });
      rows.finish();
    }
  }

  /// The less, the rather a document stays; the order of the sources decides between equals.
  static long preference(KeeperRule rule, Document document) {
    return switch (rule) {
      case SOURCE -> 0;
      case LENGTH -> Long.MAX_VALUE - document.text().getBytes(StandardCharsets.UTF_8).length;
    };
  }

  private @Nullable String key(Document document) {
    if (url == null) {
      return DocumentKeys.exact(document.text(), exact);
    }
    String address = document.url();
    return address == null ? null : Digests.sha256(DocumentKeys.url(address, url, urlParameters));
  }

  private static void settle(
      Path keys,
      int units,
      RowPartitions byHash,
      int partition,
      Path decisions,
      RowPartitions byUnit)
      throws IOException {
    try (Rows rows = new Rows(keys, units, COLUMNS, byHash, partition);
        RowWriter out = new RowWriter(decisions, partition, 2, byUnit)) {
      long high = 0;
      long low = 0;
      long kept = -1;
      while (rows.next()) {
        if (kept >= 0 && rows.column(0) == high && rows.column(1) == low) {
          out.write(rows.column(3), kept);
        } else {
          high = rows.column(0);
          low = rows.column(1);
          kept = rows.column(3);
        }
      }
      out.finish();
    }
  }

  @Override
  public int decisionColumns() {
    return 2;
  }

  @Override
  public Verdict apply(Document document, long[] decisions, DocumentIds ids) throws IOException {
    String what = url == null ? "same text as " : "same address as ";
    return new Verdict.Drop(document, name(), what + ids.id(decisions[1]));
  }
}
