package org.bloomery.curate;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Document.OperatorTrace;
import org.bloomery.artifact.Document.Origin;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operator;
import org.bloomery.curate.operator.Operators;
import org.bloomery.curate.operator.Verdict;
import org.bloomery.curate.read.JoinedSegments;
import org.bloomery.curate.read.RawRecord;
import org.bloomery.curate.read.Readers;
import org.bloomery.curate.read.SourceReader;

/// Curates documents of one source, one at a time. What concerns several documents together
/// (duplicates, held-out split, shares) comes after this. An instance is used by one thread.
public final class Curation {
  static final String UNKNOWN = "unknown";

  private final SourceCard card;
  private final List<Operator> operators;
  private final OperatorLedger ledger;

  /// Applies all operators of the source's chain.
  public Curation(CurateSettings settings, SourceCard card) {
    this(settings, card, Operators.chain(settings, card));
  }

  private Curation(CurateSettings settings, SourceCard card, List<Operator> operators) {
    this.card = card;
    this.operators = operators;
    this.ledger =
        new OperatorLedger(
            settings,
            card,
            operators.stream().map(each -> Step.of(each.name(), each.version())).toList());
  }

  /// Applies those before duplicates are looked for.
  public static Curation beforeDuplicates(CurateSettings settings, SourceCard card) {
    return new Curation(settings, card, Operators.beforeDuplicates(settings, card));
  }

  /// Applies those behind that.
  public static Curation behindDuplicates(CurateSettings settings, SourceCard card) {
    return new Curation(settings, card, Operators.behindDuplicates(settings, card));
  }

  /// What each operator did so far, as the ledger of the source.
  public SourceLedger ledger() {
    return new SourceLedger(card.id(), steps(), List.of());
  }

  /// What each operator did so far.
  public List<Step> steps() {
    return ledger.steps();
  }

  /// Reads the records of a file; the ending of its name says how it is packed.
  ///
  /// @throws InputException when the file breaks off
  public static void read(
      SourceCard card, String file, InputStream stored, Consumer<RawRecord> records) {
    SourceReader reader =
        Readers.named(card.format().reader())
            .orElseThrow(() -> new IllegalArgumentException("no reader for " + card.id()));
    try (InputStream unpacked =
        reader.unpacksItself() ? stored : CompressedFiles.unpack(file, stored)) {
      String segments = card.format().segments();
      if (segments == null) {
        reader.read(unpacked, card.format(), records);
      } else {
        JoinedSegments joined = new JoinedSegments(segments, records);
        reader.read(unpacked, card.format(), joined);
        joined.end();
      }
    } catch (IOException e) {
      throw new InputException(
          file
              + " of source "
              + card.id()
              + " breaks off or is corrupt ("
              + e.getMessage()
              + "); fetch the file again, then run `bloomery catalogue`",
          e);
    }
  }

  /// Applies all operators to a record.
  public Outcome curate(String file, RawRecord record) {
    Origin origin = new Origin(file, record.offset(), record.length());
    return switch (record) {
      case RawRecord.Bad(String reason, String detail, _, _) ->
          new Outcome.Rejected(new Rejection(reason, detail, UNKNOWN, card.id(), origin, null));
      case RawRecord.Text text -> apply(DocumentView.of(document(text, origin), text.fields()));
    };
  }

  /// Applies all operators to a document that others were applied to before.
  public Outcome curate(Document document) {
    return apply(DocumentView.of(document));
  }

  private Document document(RawRecord.Text text, Origin origin) {
    String id =
        card.id() + ":" + Digests.sha256(origin.file() + "\n" + origin.offset()).substring(0, 16);
    return new Document(
        id,
        text.text(),
        language(text),
        0,
        card.id(),
        licence(text),
        text.url(),
        origin,
        List.of());
  }

  /// The language as far as the source states it: operators before identification treat programs
  /// otherwise than prose.
  private String language(RawRecord.Text text) {
    if (card.languages().size() == 1 && !card.languages().contains(SourceCard.IDENTIFY)) {
      return card.languages().getFirst();
    }
    String field = card.format().language();
    String own =
        field == null ? "" : text.fields().getOrDefault(field, "").toLowerCase(Locale.ROOT);
    return card.languages().contains(own) ? own : UNKNOWN;
  }

  /// A document's own licence where its source states one, else that of the source.
  private String licence(RawRecord.Text text) {
    String field = card.format().licence();
    String own = field == null ? "" : text.fields().getOrDefault(field, "").strip();
    return own.isEmpty() ? card.licence().id() : own;
  }

  private Outcome apply(DocumentView raw) {
    DocumentView view = raw;
    List<OperatorTrace> traces = new ArrayList<>(raw.document().operators());
    for (int i = 0; i < operators.size(); i++) {
      Operator operator = operators.get(i);
      switch (operator.apply(view)) {
        case Verdict.Drop(Document dropped, String reason, String detail) -> {
          ledger.dropped(i, view, reason, detail);
          return new Outcome.Rejected(
              new Rejection(
                  reason,
                  detail,
                  dropped.language(),
                  card.id(),
                  dropped.origin(),
                  dropped.withOperators(traces)));
        }
        case Verdict.Keep(Document kept) -> {
          DocumentView next = view.next(kept);
          boolean changed = !kept.text().equals(view.document().text());
          ledger.kept(i, view, next, changed);
          traces.add(new OperatorTrace(operator.name(), operator.version(), changed));
          view = next;
        }
      }
    }
    return new Outcome.Kept(view.document().withOperators(traces));
  }

  /// What became of a record.
  public sealed interface Outcome {
    /// The document stays, as far as it alone can tell.
    record Kept(Document document) implements Outcome {}

    /// The document was set aside.
    record Rejected(Rejection rejection) implements Outcome {}
  }
}
