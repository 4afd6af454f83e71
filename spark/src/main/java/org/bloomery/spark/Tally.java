package org.bloomery.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Document;
import org.bloomery.curate.Rejection;
import org.bloomery.spark.SourceTally.Amount;
import org.bloomery.spark.SourceTally.Kept;

/// Counts by language and by source, which add up over units and partitions.
///
/// @param languages what became of the documents of each language
/// @param sources what became of the documents of each source; what operators and steps dropped is
///   not there, because their own ledger says it
record Tally(TreeMap<String, Row> languages, TreeMap<String, SourceTally> sources)
    implements Serializable {
  /// Before a reason why a record could not be read.
  private static final String UNREAD = "unread: ";

  /// The counts of one language; bytes are those of the text in UTF-8.
  ///
  /// @param dropped documents by reason
  record Row(
      long documents,
      long bytes,
      long heldOutDocuments,
      long heldOutBytes,
      TreeMap<String, Long> dropped)
      implements Serializable {
    static final Row EMPTY = new Row(0, 0, 0, 0, new TreeMap<>());

    Row plus(Row other) {
      TreeMap<String, Long> sum = new TreeMap<>(dropped);
      other.dropped.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
      return new Row(
          documents + other.documents,
          bytes + other.bytes,
          heldOutDocuments + other.heldOutDocuments,
          heldOutBytes + other.heldOutBytes,
          sum);
    }

    long droppedDocuments() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  Tally() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  /// Counts a document that is learned from.
  ///
  /// @param isRepeat whether it was counted before
  void addTraining(Document document, boolean isRepeat) {
    Amount amount = new Amount(1, bytes(document));
    add(document.language(), new Row(1, amount.bytes(), 0, 0, new TreeMap<>()));
    add(document, new Kept(amount, isRepeat ? amount : Amount.NONE, Amount.NONE));
  }

  void addHeldOut(Document document) {
    Amount amount = new Amount(1, bytes(document));
    add(document.language(), new Row(0, 0, 1, amount.bytes(), new TreeMap<>()));
    add(document, new Kept(Amount.NONE, Amount.NONE, amount));
  }

  private void add(Document document, Kept kept) {
    addSource(document.source(), SourceTally.kept(document.licence(), kept));
  }

  /// Counts a document that an operator or a step dropped, which their ledger says, or a record
  /// that nobody could read.
  void addRejected(Rejection rejection) {
    addDropped(rejection.language(), rejection.reason());
    if (rejection.document() == null) {
      addSource(rejection.source(), SourceTally.dropped(UNREAD + rejection.reason(), 1, 0));
    }
  }

  /// Counts a document that was dropped when the corpus was put together.
  ///
  /// @param bytes of its text
  void addDropped(Document document, String reason, long bytes) {
    addDropped(document.language(), reason);
    addSource(document.source(), SourceTally.dropped(reason, 1, bytes));
  }

  private void addDropped(String language, String reason) {
    add(language, new Row(0, 0, 0, 0, new TreeMap<>(Map.of(reason, 1L))));
  }

  /// Whether [SourceTally#dropped] counts records under this name that were never documents.
  static boolean isUnread(String reason) {
    return reason.startsWith(UNREAD);
  }

  void add(Tally other) {
    other.languages.forEach(this::add);
    other.sources.forEach(this::addSource);
  }

  private void addSource(String source, SourceTally tally) {
    sources.merge(source, tally, SourceTally::plus);
  }

  SourceTally source(String id) {
    return sources.getOrDefault(id, new SourceTally(new TreeMap<>(), new TreeMap<>()));
  }

  private void add(String language, Row row) {
    languages.merge(language, row, Row::plus);
  }

  Row row(String language) {
    return languages.getOrDefault(language, Row.EMPTY);
  }

  Row total() {
    return languages.values().stream().reduce(Row.EMPTY, Row::plus);
  }

  static long bytes(Document document) {
    return document.text().getBytes(StandardCharsets.UTF_8).length;
  }
}
