package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.Rejection;
import org.bloomery.curate.operator.Verdict;

/// Carries the decisions of all steps out, unit by unit: what is left, and what is set aside. The
/// folder of a unit appears whole or not at all.
record ApplyTask(UnitReader reader, WorkFolder work) implements Serializable {
  void run(int unit) throws IOException {
    Path target = work.applied(unit);
    Files.createDirectories(target.getParent());
    // Two attempts at a task may write at once, on two machines; both write the same bytes.
    Path own = Files.createTempDirectory(target.getParent(), target.getFileName() + ".partial");
    Tally tally = new Tally();
    try (JsonLinesWriter<Curated> kept =
            new JsonLinesWriter<>(WorkFolder.kept(own), Curated.class);
        JsonLinesWriter<Rejection> rejected =
            new JsonLinesWriter<>(WorkFolder.rejected(own), Rejection.class)) {
      reader.forEachVerdict(
          unit,
          (curated, verdict) -> {
            switch (verdict) {
              case Verdict.Keep(Document document) -> {
                tally.addShortened(
                    document, Tally.bytes(curated.document()) - Tally.bytes(document));
                kept.write(curated.with(ContentHash.of(document.text()), document));
              }
              case Verdict.Drop(Document document, String reason, String detail) -> {
                tally.addDropped(document, reason, Tally.bytes(curated.document()));
                rejected.write(
                    new Rejection(
                        reason,
                        detail,
                        document.language(),
                        document.source(),
                        document.origin(),
                        document));
              }
            }
          });
    }
    Files.writeString(WorkFolder.tally(own), Json.line(tally));
    if (Files.exists(target)) {
      AtomicFiles.deleteTree(own);
    } else {
      AtomicFiles.move(own, target);
    }
  }
}
