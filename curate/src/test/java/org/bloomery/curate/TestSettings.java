package org.bloomery.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Document.Origin;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.artifact.source.SourceCard.Licence;

/// Settings and cards for tests: the shipped presets, few words suffice.
public final class TestSettings {
  private static final Path RUN = Path.of("src/test/resources/operators.toml");

  private TestSettings() {}

  public static CurateSettings settings(String... sets) {
    List<String> all = new ArrayList<>();
    all.add("curate.operators.stopWords=words/stop");
    all.add("curate.operators.flaggedWords=words/flagged");
    all.add("curate.operators.languageModels=words/models");
    all.addAll(List.of(sets));
    return RunFile.load(RUN, all).run().curate();
  }

  public static SourceCard card(String reader, String... languages) {
    return card(new Format(reader, List.of("title", "text", "link"), "text", "link"), languages);
  }

  public static SourceCard card(Format format, String... languages) {
    return new SourceCard(
        "test",
        "Test",
        "test",
        List.of(languages),
        null,
        "us",
        new Licence(
            "CC0-1.0",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            List.of(Use.values()),
            null),
        "written for the tests",
        SourceCard.Availability.CLOSED,
        SourceCard.PersonalDataRisk.NONE,
        "none",
        "tests",
        "file:x",
        null,
        null,
        format);
  }

  public static Document document(String text, String language) {
    return new Document(
        "test:0", text, language, 1.0, "test", "CC0-1.0", null, new Origin("f", 0, 1), List.of());
  }
}
