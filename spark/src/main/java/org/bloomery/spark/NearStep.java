package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.run.corpus.KeeperRule;
import org.bloomery.artifact.run.corpus.MinHashSettings;
import org.bloomery.artifact.run.corpus.SimHashSettings;
import org.bloomery.curate.duplicate.DisjointSets;
import org.bloomery.curate.duplicate.MinHash;
import org.bloomery.curate.duplicate.SimHash;
import org.bloomery.curate.duplicate.Sketcher;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;
import org.bloomery.spark.sorted.Rows;

/// Near duplicates, exactly: documents that share a key of their sketches form clusters by all
/// their connections; inside a cluster, from the most to the least preferred, a document is dropped
/// if it is like one that stays ([org.bloomery.curate.duplicate.GreedyKeep]).
///
/// The driver holds the clusters, 4 bytes a document; a task holds the keys of the documents that
/// stay of one cluster.
///
/// @param simhash else MinHash
/// @param bands for MinHash
/// @param rows for MinHash
/// @param threshold for MinHash, least similarity
/// @param distance for SimHash, most bits
/// @param maximumCharacters longer documents are not compared
record NearStep(
    boolean simhash,
    int bands,
    int rows,
    double threshold,
    int distance,
    int shingle,
    int maximumCharacters,
    KeeperRule keeper)
    implements CorpusStep {
  private static final String KEYS = "keys";
  private static final String PAIRS = "pairs";
  private static final String MEMBERS = "members";
  static final String EVIDENCE = "evidence";
  static final String CLUSTERS = "clusters";

  static NearStep minhash(MinHashSettings s, KeeperRule keeper) {
    return new NearStep(
        false, s.bands(), s.rows(), s.similarity(), 0, s.shingle(), Integer.MAX_VALUE, keeper);
  }

  static NearStep simhash(SimHashSettings s, KeeperRule keeper) {
    Integer stated = s.maximumCharacters();
    int characters = stated == null ? Integer.MAX_VALUE : stated;
    return new NearStep(true, 0, 0, 0, s.distance(), s.shingle(), characters, keeper);
  }

  @Override
  public String name() {
    return simhash ? "near-duplicate-simhash" : "near-duplicate";
  }

  @Override
  public String version() {
    return "1";
  }

  Sketcher sketcher() {
    return simhash ? new SimHash(distance, shingle) : new MinHash(bands, rows, shingle, threshold);
  }

  /// Whether the document is compared at all; the sketcher has then read it.
  boolean reads(Sketcher sketcher, Document document) {
    return document.text().length() <= maximumCharacters && sketcher.read(document.text());
  }

  @Override
  public void decide(StepEngine engine) throws IOException {
    UnitReader reader = UnitReader.after(engine);
    String folder = engine.work().step(name()).toString();
    RowPartitions byHash = engine.byHash();
    int units = engine.units();
    engine.runRows(
        "sketching",
        Path.of(folder, KEYS),
        units,
        unit -> sketch(reader, unit, Path.of(folder, KEYS), byHash));
    engine.runRows(
        "pairing",
        Path.of(folder, PAIRS),
        engine.partitions(),
        part -> pair(Path.of(folder, KEYS), units, byHash, part, Path.of(folder, PAIRS)));
    cluster(engine, Path.of(folder));
    ClusterTask task = new ClusterTask(this, reader, folder, engine.partitions());
    engine.runRows("gathering clusters", Path.of(folder, CLUSTERS), units, task::gather);
    engine.runRows(
        "choosing keepers",
        StepEngine.decisions(engine.work(), this),
        engine.partitions(),
        task::settle);
  }

  private void sketch(UnitReader reader, int unit, Path folder, RowPartitions partitions)
      throws IOException {
    Sketcher sketcher = sketcher();
    long[] keys = new long[sketcher.keysPerDocument()];
    try (RowWriter out = new RowWriter(folder, unit, 2, partitions)) {
      reader.forEach(
          unit,
          (address, document) -> {
            if (reads(sketcher, document)) {
              sketcher.keys(keys, 0);
              for (long key : keys) {
                out.write(key, address);
              }
            }
          });
      out.finish();
    }
  }

  /// The first document with a key is connected with each other one.
  private static void pair(Path keys, int units, RowPartitions byHash, int partition, Path pairs)
      throws IOException {
    try (Rows rows = new Rows(keys, units, 2, byHash, partition);
        RowWriter out = new RowWriter(pairs, partition, 2, new RowPartitions.OfHashes(1))) {
      long key = 0;
      long first = -1;
      while (rows.next()) {
        if (first >= 0 && rows.column(0) == key) {
          out.write(first, rows.column(1));
        } else {
          key = rows.column(0);
          first = rows.column(1);
        }
      }
      out.finish();
    }
  }

  /// Joins all pairs, and lists the members of clusters with the address of the first member.
  private void cluster(StepEngine engine, Path folder) throws IOException {
    Path members = folder.resolve(MEMBERS);
    if (RowWriter.isDone(members, 0)) {
      return;
    }
    AtomicFiles.deleteTree(members);
    long[] starts = new long[engine.units() + 1];
    for (int unit = 0; unit < engine.units(); unit++) {
      starts[unit + 1] = starts[unit] + DocumentIds.count(engine.work(), unit);
    }
    long documents = starts[engine.units()];
    if (documents > Integer.MAX_VALUE - 8) {
      throw new InputException(
          documents
              + " documents are more than can be clustered at once, 2147483639; curate the sources"
              + " in several runs");
    }
    DisjointSets sets = new DisjointSets((int) documents);
    BitSet paired = new BitSet((int) documents);
    try (Rows rows =
        new Rows(folder.resolve(PAIRS), engine.partitions(), 2, new RowPartitions.OfHashes(1), 0)) {
      while (rows.next()) {
        int first = number(rows.column(0), starts);
        int second = number(rows.column(1), starts);
        sets.join(first, second);
        paired.set(first);
        paired.set(second);
      }
    }
    try (RowWriter out = new RowWriter(members, 0, 2, engine.byUnit())) {
      int unit = 0;
      for (int member = paired.nextSetBit(0); member >= 0; member = paired.nextSetBit(member + 1)) {
        while (member >= starts[unit + 1]) {
          unit++;
        }
        long address = DocumentIds.address(unit, (int) (member - starts[unit]));
        out.write(address, sets.root(member));
      }
      out.finish();
    }
  }

  private static int number(long address, long[] starts) {
    return (int) (starts[DocumentIds.unit(address)] + DocumentIds.document(address));
  }

  /// Reads the members of a unit that [#cluster] listed.
  static Rows members(Path folder, int units, int unit) throws IOException {
    return new Rows(folder.resolve(MEMBERS), 1, 2, new RowPartitions.OfUnits(units), unit);
  }

  @Override
  public int decisionColumns() {
    return 3;
  }

  @Override
  public Verdict apply(Document document, long[] decisions, DocumentIds ids) throws IOException {
    double similarity = Double.longBitsToDouble(decisions[2]);
    return new Verdict.Drop(
        document,
        name(),
        String.format(Locale.ROOT, "similarity %.4f to %s", similarity, ids.id(decisions[1])));
  }
}
