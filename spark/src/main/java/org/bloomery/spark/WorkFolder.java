package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bloomery.artifact.AtomicFiles;

/// Where the stage keeps what it needs until it is done, inside its partial folder.
record WorkFolder(String folder) implements Serializable {
  static WorkFolder in(Path target) {
    return new WorkFolder(target.resolve("work").toString());
  }

  /// What a finished unit left: `kept.zst` ([CuratedFile]), `rejected.jsonl.zst`, `ids.bin`,
  /// `tally.json`.
  Path unit(int number) {
    return Path.of(folder, "units", String.format(Locale.ROOT, "%05d", number));
  }

  /// What the steps over all documents left of a unit: the same files.
  Path applied(int number) {
    return Path.of(folder, "applied", String.format(Locale.ROOT, "%05d", number));
  }

  /// What a step over all documents keeps until the end.
  Path step(String name) {
    return Path.of(folder, "steps", name);
  }

  static Path kept(Path unit) {
    return unit.resolve("kept.zst");
  }

  static Path rejected(Path unit) {
    return unit.resolve("rejected.jsonl.zst");
  }

  static Path tally(Path unit) {
    return unit.resolve("tally.json");
  }

  /// What the operators did to a unit's documents.
  static Path ledger(Path unit) {
    return unit.resolve("operators.json");
  }

  boolean isFinished(int unit) {
    return Files.exists(tally(unit(unit)));
  }

  boolean isApplied(int unit) {
    return Files.exists(tally(applied(unit)));
  }

  /// Files of one partition of the second phase, before they get their places.
  Path partition(int number) {
    return Path.of(folder, "partitions", String.format(Locale.ROOT, "%05d", number));
  }

  /// Spark's own scratch space.
  Path spark() {
    return Path.of(folder, "spark");
  }

  void delete() throws IOException {
    AtomicFiles.deleteTree(Path.of(folder));
  }
}
