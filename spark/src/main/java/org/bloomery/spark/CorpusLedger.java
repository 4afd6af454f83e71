package org.bloomery.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.SourceLedger;
import org.bloomery.spark.SourceTally.Amount;
import org.bloomery.spark.SourceTally.Kept;

/// The account of every source: `ledger.json`. What its card says, what came from it, what each
/// operator and step took away, what stays, and what may be done with that, by licence.
///
/// For documents and for bytes, `read` is the sum of what was taken, `training` and `heldOut`, less
/// `repeated`.
final class CorpusLedger {
  /// The account of one source.
  ///
  /// @param card as the source was catalogued, with the custodian's terms
  /// @param files in its location
  /// @param storedBytes of these files
  /// @param digest of these files
  /// @param read all records, and the bytes of the text of those that could be read
  /// @param taken in the order in which it was taken
  /// @param licences what stays, by the licence of the documents
  record Account(
      SourceCard card,
      int files,
      long storedBytes,
      String digest,
      Amount read,
      List<Taken> taken,
      Amount training,
      Amount repeated,
      Amount heldOut,
      TreeMap<String, Terms> licences) {}

  /// What one operator or one later step took away: whole documents, and bytes with these or out of
  /// documents that stay. An operator that makes documents longer takes a negative number.
  record Taken(String by, long documents, long bytes) {}

  /// What stays under one licence.
  ///
  /// @param uses that both the card and the run allow
  record Terms(List<String> uses, Amount training, Amount heldOut) {}

  private final Catalogue catalogue;
  private final LicencePolicy policy;
  private final Tally tally;
  private final OperatorLedgers operators;

  CorpusLedger(Catalogue catalogue, LicencePolicy policy, Tally tally, OperatorLedgers operators) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.tally = tally;
    this.operators = operators;
  }

  void write(Corpus corpus) throws IOException {
    AtomicFiles.write(
        corpus.ledger(),
        Json.pretty(Map.of("sources", catalogue.sources().stream().map(this::account).toList())));
  }

  private Account account(CataloguedSource source) {
    String id = source.card().id();
    SourceTally ofSource = tally.source(id);
    List<SourceLedger.Step> steps = operators.steps(id);
    Amount read = steps.isEmpty() ? Amount.NONE : documentsIn(steps.getFirst());
    List<Taken> taken = new ArrayList<>();
    for (Map.Entry<String, Amount> each : ofSource.dropped().entrySet()) {
      if (Tally.isUnread(each.getKey())) {
        read = read.plus(each.getValue());
        taken.add(taken(each));
      }
    }
    for (SourceLedger.Step step : steps) {
      Amount in = documentsIn(step);
      Amount out = documentsOut(step);
      taken.add(
          new Taken(step.operator(), in.documents() - out.documents(), in.bytes() - out.bytes()));
    }
    for (Map.Entry<String, Amount> each : ofSource.dropped().entrySet()) {
      if (!Tally.isUnread(each.getKey())) {
        taken.add(taken(each));
      }
    }
    Kept sum = ofSource.sum();
    TreeMap<String, Terms> licences = new TreeMap<>();
    ofSource
        .licences()
        .forEach((licence, kept) ->
            licences.put(
                licence,
                new Terms(
                    policy.uses(source.card().licence().allowed(), licence).stream()
                        .map(Use::word)
                        .toList(),
                    kept.training(),
                    kept.heldOut())));
    return new Account(
        source.card(),
        source.files().size(),
        source.bytes(),
        source.digest(),
        read,
        taken,
        sum.training(),
        sum.repeated(),
        sum.heldOut(),
        licences);
  }

  private static Taken taken(Map.Entry<String, Amount> dropped) {
    return new Taken(dropped.getKey(), dropped.getValue().documents(), dropped.getValue().bytes());
  }

  private static Amount documentsIn(SourceLedger.Step step) {
    return step.languages().values().stream()
        .map(counts -> new Amount(counts.documentsIn(), counts.bytesIn()))
        .reduce(Amount.NONE, Amount::plus);
  }

  private static Amount documentsOut(SourceLedger.Step step) {
    return step.languages().values().stream()
        .map(counts -> new Amount(counts.documentsOut(), counts.bytesOut()))
        .reduce(Amount.NONE, Amount::plus);
  }
}
