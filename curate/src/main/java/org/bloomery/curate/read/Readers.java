package org.bloomery.curate.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.curate.html.Extraction;

/// The registry of source readers by the name that a card states. (Parquet files need random access
/// and are read by the spark room.)
public final class Readers {
  private static final Map<String, SourceReader> REGISTRY =
      new TreeMap<>(
          Map.of(
              "text", new TextReader(),
              "lines", new LineReader(),
              "jsonl", new JsonLinesReader(),
              "tsv", new TsvReader(),
              "html", new HtmlReader(),
              "warc", new WarcReader()));

  private static final List<String> PAGE_READERS = List.of("html", "warc");

  private Readers() {}

  /// How pages become text: as the card says, else the whole of it.
  static Extraction extraction(Format format) {
    return Optional.ofNullable(format.extract())
        .flatMap(Extraction::named)
        .orElse(Extraction.WHOLE);
  }

  public static Optional<SourceReader> named(String name) {
    return Optional.ofNullable(REGISTRY.get(name));
  }

  /// Everything that is wrong with a format before any file is opened.
  ///
  /// @param others readers that exist outside this registry
  public static List<String> problems(Format format, List<String> others) {
    if (!REGISTRY.containsKey(format.reader()) && !others.contains(format.reader())) {
      return List.of(
          "format.reader = \""
              + format.reader()
              + "\" is not known; readers are "
              + String.join(", ", REGISTRY.keySet())
              + ", "
              + String.join(", ", others));
    }
    boolean pages = PAGE_READERS.contains(format.reader());
    if (format.extract() != null && !pages) {
      return List.of(
          "format.extract = \""
              + format.extract()
              + "\" says how pages become text, but reader \""
              + format.reader()
              + "\" reads no pages; remove it");
    }
    if (format.extract() != null && Extraction.named(format.extract()).isEmpty()) {
      return List.of(
          "format.extract = \""
              + format.extract()
              + "\" is not known; it can be "
              + String.join(", ", Extraction.names()));
    }
    if (format.segments() != null && !List.of("jsonl", "tsv").contains(format.reader())) {
      return List.of(
          "format.segments = \""
              + format.segments()
              + "\" joins rows of readers \"jsonl\" and \"tsv\", not of \""
              + format.reader()
              + "\"; remove it");
    }
    boolean columnar = !pages && !List.of("text", "lines").contains(format.reader());
    if (columnar && format.text() == null) {
      return List.of(
          "format.text is missing: reader \""
              + format.reader()
              + "\" needs the name of the column that holds the text");
    }
    return format.reader().equals("tsv") ? TsvReader.problems(format) : List.of();
  }
}
