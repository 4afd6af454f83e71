package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Document.OperatorTrace;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.Rows;
import org.jspecify.annotations.Nullable;

/// Reads the documents that a unit kept, as the steps up to now leave them.
///
/// @param units of the run
/// @param decisionTasks tasks that wrote each step's decisions
/// @param steps those that are decided
record UnitReader(WorkFolder work, int units, int decisionTasks, ArrayList<CorpusStep> steps)
    implements Serializable {
  static UnitReader after(StepEngine engine) {
    return new UnitReader(
        engine.work(), engine.units(), engine.partitions(), new ArrayList<>(engine.earlier()));
  }

  /// Takes documents that are left.
  interface Visitor {
    void accept(long address, Document document) throws IOException;
  }

  /// Takes all documents with what became of them.
  interface VerdictVisitor {
    void accept(Curated curated, Verdict verdict) throws IOException;
  }

  /// Sees what each step does.
  interface Witness {
    void kept(int step, DocumentView before, DocumentView after, boolean isChanged);

    void dropped(int step, DocumentView before, Verdict.Drop drop);
  }

  /// Reads the documents of a unit that are left, in their order.
  void forEach(int unit, Visitor visitor) throws IOException {
    int[] number = {0};
    forEachVerdict(
        unit,
        null,
        (_, verdict) -> {
          long address = DocumentIds.address(unit, number[0]++);
          if (verdict instanceof Verdict.Keep(Document document)) {
            visitor.accept(address, document);
          }
        });
  }

  /// Reads all documents of a unit, in their order.
  ///
  /// @param witness sees every step, if there is one
  void forEachVerdict(int unit, @Nullable Witness witness, VerdictVisitor visitor)
      throws IOException {
    List<Decisions> decisions = new ArrayList<>();
    try (CuratedFile.Reader kept = new CuratedFile.Reader(WorkFolder.kept(work.unit(unit)));
        DocumentIds ids = new DocumentIds(work)) {
      for (CorpusStep step : steps) {
        decisions.add(new Decisions(step, unit));
      }
      for (int number = 0; kept.next(); number++) {
        Curated curated = kept.curated();
        long address = DocumentIds.address(unit, number);
        visitor.accept(curated, verdict(curated.document(), address, decisions, ids, witness));
      }
    } finally {
      for (Decisions each : decisions) {
        each.close();
      }
    }
  }

  private static Verdict verdict(
      Document raw,
      long address,
      List<Decisions> decisions,
      DocumentIds ids,
      @Nullable Witness witness)
      throws IOException {
    DocumentView view = DocumentView.of(raw);
    for (int step = 0; step < decisions.size(); step++) {
      Decisions each = decisions.get(step);
      Document document = view.document();
      long[] rows = each.of(address);
      boolean changed = false;
      if (rows.length > 0) {
        switch (each.step.apply(document, rows, ids)) {
          case Verdict.Drop drop -> {
            if (witness != null) {
              witness.dropped(step, view, drop);
            }
            return drop;
          }
          case Verdict.Keep(Document kept) -> {
            changed = !kept.text().equals(document.text());
            document = kept;
          }
        }
      }
      DocumentView next = view.next(traced(document, each.step, changed));
      if (witness != null) {
        witness.kept(step, view, next, changed);
      }
      view = next;
    }
    return new Verdict.Keep(view.document());
  }

  private static Document traced(Document document, CorpusStep step, boolean changed) {
    List<OperatorTrace> traces = new ArrayList<>(document.operators());
    traces.add(new OperatorTrace(step.name(), step.version(), changed));
    return document.withOperators(traces);
  }

  /// The decisions of one step on one unit, in the order of the documents.
  private final class Decisions implements AutoCloseable {
    private final CorpusStep step;
    private final Rows rows;
    private boolean more;

    Decisions(CorpusStep step, int unit) throws IOException {
      this.step = step;
      rows =
          new Rows(
              StepEngine.decisions(work, step),
              decisionTasks,
              step.decisionColumns(),
              new RowPartitions.OfUnits(units),
              unit);
      more = rows.next();
    }

    /// The rows on a document; those on documents before it, which an earlier step dropped, are
    /// passed over.
    long[] of(long address) throws IOException {
      while (more && rows.column(0) < address) {
        more = rows.next();
      }
      long[] found = new long[0];
      int filled = 0;
      while (more && rows.column(0) == address) {
        if (filled + step.decisionColumns() > found.length) {
          found = Arrays.copyOf(found, Math.max(step.decisionColumns(), 2 * found.length));
        }
        for (int c = 0; c < step.decisionColumns(); c++) {
          found[filled++] = rows.column(c);
        }
        more = rows.next();
      }
      return filled == found.length ? found : Arrays.copyOf(found, filled);
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
