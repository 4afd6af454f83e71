package org.bloomery.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceLocation;

/// What a worker must know about a source, in a form that Spark can send.
record SourceContext(String cardJson, String folder, String settingsJson) implements Serializable {
  static SourceContext of(LocatedCard located, CurateSettings settings) {
    return new SourceContext(
        Json.line(located.card()), located.folder().toString(), Json.line(settings));
  }

  SourceCard card() {
    return Json.parse(cardJson, SourceCard.class);
  }

  CurateSettings settings() {
    return Json.parse(settingsJson, CurateSettings.class);
  }

  SourceLocation location() {
    return SourceLocation.of(card().location(), Path.of(folder));
  }
}
