package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.Curation;
import org.bloomery.curate.Curation.Outcome;
import org.bloomery.curate.OperatorLedger;
import org.bloomery.curate.Rejection;
import org.bloomery.curate.SourceLedger;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Verdict;

/// Carries the decisions of all steps out, unit by unit, and applies the operators behind them:
/// what is left, what is set aside, and the account of both. The folder of a unit appears whole or
/// not at all.
///
/// @param sources of each unit
record ApplyTask(UnitReader reader, WorkFolder work, ArrayList<SourceContext> sources)
    implements Serializable {
  void run(int unit) throws IOException {
    Path target = work.applied(unit);
    Files.createDirectories(target.getParent());
    // Two attempts at a task may write at once, on two machines; both write the same bytes.
    Path own = Files.createTempDirectory(target.getParent(), target.getFileName() + ".partial");
    CurateSettings settings = sources.get(unit).settings();
    SourceCard card = sources.get(unit).card();
    Curation behind = Curation.behindDuplicates(settings, card);
    OperatorLedger steps = new OperatorLedger(settings, card, begun());
    Tally tally = new Tally();
    try (CuratedFile.Writer kept = new CuratedFile.Writer(WorkFolder.kept(own));
        JsonLinesWriter<Rejection> rejected =
            new JsonLinesWriter<>(WorkFolder.rejected(own), Rejection.class)) {
      reader.forEachVerdict(
          unit,
          new Account(steps),
          (curated, verdict) -> {
            switch (outcome(verdict, behind)) {
              case Outcome.Kept(Document document) -> kept.write(curated.with(document));
              case Outcome.Rejected(Rejection rejection) -> {
                tally.addRejected(rejection);
                rejected.write(rejection);
              }
            }
          });
    }
    List<Step> together = new ArrayList<>(steps.steps());
    together.addAll(behind.steps());
    Files.writeString(
        WorkFolder.ledger(own), Json.line(new SourceLedger(card.id(), List.of(), together)));
    Files.writeString(WorkFolder.tally(own), Json.line(tally));
    if (Files.exists(target)) {
      AtomicFiles.deleteTree(own);
    } else {
      AtomicFiles.move(own, target);
    }
  }

  private List<Step> begun() {
    return reader.steps().stream().map(step -> Step.of(step.name(), step.version())).toList();
  }

  private static Outcome outcome(Verdict verdict, Curation behind) {
    return switch (verdict) {
      case Verdict.Keep(Document document) -> behind.curate(document);
      case Verdict.Drop(Document document, String reason, String detail) ->
          new Outcome.Rejected(
              new Rejection(
                  reason,
                  detail,
                  document.language(),
                  document.source(),
                  document.origin(),
                  document));
    };
  }

  /// Writes down what steps do.
  private record Account(OperatorLedger ledger) implements UnitReader.Witness {
    @Override
    public void kept(int step, DocumentView before, DocumentView after, boolean isChanged) {
      ledger.kept(step, before, after, isChanged);
    }

    @Override
    public void dropped(int step, DocumentView before, Verdict.Drop drop) {
      ledger.dropped(step, before, drop.reason(), drop.detail());
    }
  }
}
