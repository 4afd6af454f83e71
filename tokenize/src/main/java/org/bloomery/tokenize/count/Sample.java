package org.bloomery.tokenize.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.SamplingSettings;

/// What was taken of each language, for `sample.json`.
///
/// @param settings as asked for
/// @param languages by code
public record Sample(SamplingSettings settings, SortedMap<String, Taken> languages) {
  /// One language.
  ///
  /// @param share of the bytes of the sample
  public record Taken(
      long documents, long bytes, long availableDocuments, long availableBytes, double share) {}

  public static final String FILE = "sample.json";

  public long documents() {
    return languages.values().stream().mapToLong(Taken::documents).sum();
  }

  public long bytes() {
    return languages.values().stream().mapToLong(Taken::bytes).sum();
  }

  /// Says what was taken, where it is not everything.
  public void show(Console console) {
    if (settings.takesEverything()) {
      return;
    }
    console.line(
        "learns from a sample by "
            + settings.method()
            + (settings.alpha() == null ? "" : " " + settings.alpha()));
    List<List<String>> rows = new ArrayList<>();
    languages.forEach((language, taken) ->
        rows.add(
            List.of(
                language,
                number(taken.documents()),
                number(taken.bytes()),
                number(taken.availableBytes()),
                String.format(Locale.ROOT, "%.2f", 100 * taken.share()))));
    console.table(List.of("language", "documents", "bytes", "of bytes", "share %"), rows);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
