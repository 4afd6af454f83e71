package org.bloomery.curate;

import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Document.Origin;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.artifact.source.SourceCard.Licence;

/// Settings and cards for tests: the default thresholds of ROOTS, few words suffice.
public final class TestSettings {
  public static final List<String> LANGUAGES =
      List.of(
          "en", "fr", "es", "de", "pt", "it", "el", "ru", "hi", "bn", "ar", "zh", "vi", "sw",
          "code");

  private TestSettings() {}

  public static CurateSettings settings() {
    return new CurateSettings(
        "local[1]",
        2,
        LANGUAGES,
        0.1,
        1,
        600,
        Map.of(),
        new FilterThresholds(5, 1000, 10, 0.2, 5, 0.3, 0.6),
        Map.of());
  }

  public static SourceCard card(String reader, String... languages) {
    return new SourceCard(
        "test",
        "Test",
        "test",
        List.of(languages),
        "us",
        new Licence("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", null),
        "written for the tests",
        "none",
        "tests",
        "file:x",
        null,
        new Format(reader, List.of("title", "text", "link"), "text", "link"));
  }

  public static Document document(String text, String language) {
    return new Document(
        "test:0", text, language, 1.0, "test", "CC0-1.0", null, new Origin("f", 0, 1), List.of());
  }
}
