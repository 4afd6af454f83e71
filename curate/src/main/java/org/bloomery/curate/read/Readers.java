package org.bloomery.curate.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.source.SourceCard.Format;

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
              "html", new HtmlReader()));

  private Readers() {}

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
    boolean columnar = !List.of("text", "lines", "html").contains(format.reader());
    if (columnar && format.text() == null) {
      return List.of(
          "format.text is missing: reader \""
              + format.reader()
              + "\" needs the name of the column that holds the text");
    }
    return format.reader().equals("tsv") ? TsvReader.problems(format) : List.of();
  }
}
