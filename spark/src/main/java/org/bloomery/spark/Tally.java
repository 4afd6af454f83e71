package org.bloomery.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Document;

/// Counts by language, which add up over units and partitions.
///
/// @param languages what became of the documents of each language
record Tally(TreeMap<String, Row> languages) implements Serializable {
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
    this(new TreeMap<>());
  }

  void addTraining(Document document) {
    add(document.language(), new Row(1, bytes(document), 0, 0, new TreeMap<>()));
  }

  void addHeldOut(Document document) {
    add(document.language(), new Row(0, 0, 1, bytes(document), new TreeMap<>()));
  }

  void addDropped(String language, String reason) {
    add(language, new Row(0, 0, 0, 0, new TreeMap<>(Map.of(reason, 1L))));
  }

  void add(Tally other) {
    other.languages.forEach(this::add);
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
