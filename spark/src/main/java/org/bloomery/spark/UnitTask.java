package org.bloomery.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceLocation;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.Curation;
import org.bloomery.curate.Rejection;
import org.bloomery.curate.SourceLedger;
import org.bloomery.curate.read.RawRecord;
import org.jspecify.annotations.Nullable;

/// The first phase for one unit: read, apply the operators, write what is kept and what is set
/// aside. The unit's folder appears whole or not at all.
record UnitTask(WorkUnit unit, SourceContext context, WorkFolder work) implements Serializable {

  /// Runs on a worker.
  ///
  /// @return null, or the sentence about a file that cannot be read; the other units go on
  @Nullable String run() throws IOException {
    if (work.isFinished(unit.number())) {
      return null; // by a worker that was lost before it could say so
    }
    Path target = work.unit(unit.number());
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    AtomicFiles.deleteTree(partial);
    Files.createDirectories(partial);
    Tally dropped = new Tally();
    DocumentIds.Writer ids = new DocumentIds.Writer();
    try (CuratedFile.Writer kept = new CuratedFile.Writer(WorkFolder.kept(partial));
        JsonLinesWriter<Rejection> rejected =
            new JsonLinesWriter<>(WorkFolder.rejected(partial), Rejection.class)) {
      SourceLedger ledger = readAll(new Sink(kept, rejected, dropped, ids));
      Files.writeString(WorkFolder.ledger(partial), Json.line(ledger));
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
    ids.write(partial);
    Files.writeString(WorkFolder.tally(partial), Json.line(dropped));
    AtomicFiles.move(partial, target);
    return null;
  }

  private SourceLedger readAll(Sink sink) throws IOException {
    SourceCard card = context.card();
    SourceLocation location = context.location();
    CurateSettings settings = context.settings();
    Curation curation =
        CorpusSteps.of(settings).isEmpty()
            ? new Curation(settings, card)
            : Curation.beforeDuplicates(settings, card);
    for (int i = 0; i < unit.files().size(); i++) {
      String file = unit.files().get(i);
      int fileNumber = unit.firstFile() + i;
      long[] records = {0};
      Consumer<RawRecord> consumer =
          record -> {
            if (unit.covers(records[0]++)) {
              sink.accept(curation.curate(file, record), unit.source(), fileNumber);
            }
          };
      if (card.format().reader().equals(ParquetRecords.NAME)) {
        ParquetRecords.read(card, location, file, consumer);
      } else {
        Curation.read(card, file, open(location, file), consumer);
      }
    }
    return curation.ledger();
  }

  private static InputStream open(SourceLocation location, String file) {
    try {
      return location.open(file);
    } catch (IOException e) {
      throw new InputException(
          file
              + " was catalogued but cannot be opened ("
              + e.getMessage()
              + "); bring it back or run `bloomery catalogue`",
          e);
    }
  }

  /// Where outcomes go.
  private record Sink(
      CuratedFile.Writer kept,
      JsonLinesWriter<Rejection> rejected,
      Tally dropped,
      DocumentIds.Writer ids) {
    void accept(Curation.Outcome outcome, int source, int file) {
      try {
        switch (outcome) {
          case Curation.Outcome.Kept(var document) -> {
            String hash = ContentHash.of(document.text());
            String key = Curated.key(hash, source, file, document.origin().offset());
            kept.write(new Curated(key, document));
            ids.add(document.id());
          }
          case Curation.Outcome.Rejected(Rejection rejection) -> {
            dropped.addRejected(rejection);
            rejected.write(rejection);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
