package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.curate.duplicate.GreedyKeep;
import org.bloomery.curate.duplicate.Mixing;
import org.bloomery.curate.duplicate.Sketcher;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;
import org.bloomery.spark.sorted.Rows;

/// The second half of a [NearStep]: brings the evidence of each cluster's members together, and
/// decides who stays.
record ClusterTask(NearStep step, UnitReader reader, String folder, int partitions)
    implements Serializable {
  /// Cluster, preference, address, where the evidence lies.
  private static final int COLUMNS = 4;

  private Path evidence(int unit) {
    return EvidenceFile.of(Path.of(folder, NearStep.EVIDENCE), unit);
  }

  private RowPartitions byHash() {
    return new RowPartitions.OfHashes(partitions);
  }

  /// Writes the evidence of the members in one unit.
  void gather(int unit) throws IOException {
    Path target = evidence(unit);
    Files.createDirectories(Path.of(folder, NearStep.EVIDENCE));
    Path own = Files.createTempFile(target.getParent(), "evidence", ".tmp");
    try (RowWriter rows =
        new RowWriter(Path.of(folder, NearStep.CLUSTERS), unit, COLUMNS, byHash())) {
      gather(unit, own, rows);
      AtomicFiles.move(own, target);
      rows.finish();
    }
  }

  private void gather(int unit, Path target, RowWriter rows) throws IOException {
    Sketcher sketcher = step.sketcher();
    long[] keys = new long[sketcher.keysPerDocument()];
    try (Rows members = NearStep.members(Path.of(folder), reader.units(), unit);
        EvidenceFile.Writer out = new EvidenceFile.Writer(target)) {
      boolean[] more = {members.next()};
      if (more[0]) {
        reader.forEach(
            unit,
            (address, document) -> {
              if (!more[0] || members.column(0) != address) {
                return;
              }
              long cluster = Mixing.mix(members.column(1)); // one to one, and evenly spread
              more[0] = members.next();
              step.reads(sketcher, document);
              sketcher.keys(keys, 0);
              long place = out.write(keys, sketcher.evidence());
              rows.write(cluster, KeyStep.preference(step.keeper(), document), address, place);
            });
      }
    }
  }

  /// Decides on the clusters of one partition.
  void settle(int partition) throws IOException {
    Sketcher sketcher = step.sketcher();
    int keyCount = sketcher.keysPerDocument();
    Path decisions = StepEngine.decisions(reader.work(), step);
    try (Rows rows =
            new Rows(
                Path.of(folder, NearStep.CLUSTERS), reader.units(), COLUMNS, byHash(), partition);
        EvidenceFile.Reader evidence =
            new EvidenceFile.Reader(Path.of(folder, NearStep.EVIDENCE), keyCount);
        RowWriter out =
            new RowWriter(decisions, partition, 3, new RowPartitions.OfUnits(reader.units()))) {
      Members members = new Members();
      GreedyKeep keep = null;
      long cluster = 0;
      while (rows.next()) {
        if (keep == null || rows.column(0) != cluster) {
          cluster = rows.column(0);
          members.clear();
          evidence.forget();
          keep =
              new GreedyKeep(
                  sketcher.threshold(),
                  GreedyKeep.by(
                      sketcher,
                      number ->
                          evidence.evidence(members.addresses[number], members.places[number])));
        }
        int number = members.add(rows.column(2), rows.column(3));
        long[] keys = evidence.keys(rows.column(2), rows.column(3));
        int keeper = keep.offer(number, keys, 0, keyCount);
        if (keeper >= 0) {
          out.write(
              rows.column(2),
              members.addresses[keeper],
              Double.doubleToRawLongBits(keep.similarity()));
          members.removeLast();
        }
      }
      out.finish();
    }
  }

  /// The documents of a cluster that stay: where they are, and where their evidence is.
  private static final class Members {
    long[] addresses = new long[16];
    long[] places = new long[16];
    private int count;

    int add(long address, long place) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * count);
        places = Arrays.copyOf(places, 2 * count);
      }
      addresses[count] = address;
      places[count] = place;
      return count++;
    }

    void removeLast() {
      count--;
    }

    void clear() {
      count = 0;
    }
  }
}
