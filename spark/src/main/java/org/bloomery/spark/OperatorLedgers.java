package org.bloomery.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.bloomery.curate.SourceLedger;

/// What every operator did to every source: `operators.json`, sources in the order of the
/// catalogue.
final class OperatorLedgers {
  private final int samples;
  private final Map<String, SourceLedger> sources = new LinkedHashMap<>();

  OperatorLedgers(int samples) {
    this.samples = samples;
  }

  void add(SourceLedger ledger) {
    sources.merge(ledger.source(), ledger, (sum, next) -> sum.plus(next, samples));
  }

  /// What was done to a source, operator by operator.
  List<SourceLedger.Step> steps(String source) {
    SourceLedger ledger = sources.get(source);
    if (ledger == null) {
      return List.of();
    }
    List<SourceLedger.Step> steps = new ArrayList<>(ledger.steps());
    steps.addAll(ledger.together());
    return steps;
  }

  void write(Corpus corpus) throws IOException {
    AtomicFiles.write(corpus.operators(), Json.pretty(new ArrayList<>(sources.values())));
  }
}
