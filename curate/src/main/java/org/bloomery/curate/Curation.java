package org.bloomery.curate;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Document.OperatorTrace;
import org.bloomery.artifact.Document.Origin;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operator;
import org.bloomery.curate.operator.Operators;
import org.bloomery.curate.operator.Verdict;
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

  public Curation(CurateSettings settings, SourceCard card) {
    this.card = card;
    this.operators = Operators.chain(settings, card);
    LicencePolicy policy = settings.licencePolicy();
    this.ledger =
        new OperatorLedger(
            card.id(),
            operators,
            new ShownText(
                Operators.redaction(settings, card),
                document ->
                    policy.uses(card.licence().allowed(), document.licence()).contains(Use.SHOW)),
            settings.operators().samples());
  }

  /// What each operator did so far.
  public SourceLedger ledger() {
    return ledger.counts();
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
      reader.read(unpacked, card.format(), records);
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

  private Document document(RawRecord.Text text, Origin origin) {
    String id =
        card.id() + ":" + Digests.sha256(origin.file() + "\n" + origin.offset()).substring(0, 16);
    boolean stated =
        card.languages().size() == 1 && !card.languages().contains(SourceCard.IDENTIFY);
    return new Document(
        id,
        text.text(),
        stated ? card.languages().getFirst() : UNKNOWN,
        0,
        card.id(),
        licence(text),
        text.url(),
        origin,
        List.of());
  }

  /// A document's own licence where its source states one, else that of the source.
  private String licence(RawRecord.Text text) {
    String field = card.format().licence();
    String own = field == null ? "" : text.fields().getOrDefault(field, "").strip();
    return own.isEmpty() ? card.licence().id() : own;
  }

  private Outcome apply(DocumentView raw) {
    DocumentView view = raw;
    List<OperatorTrace> traces = new ArrayList<>();
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
