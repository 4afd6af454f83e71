package org.bloomery.artifact.run;

import java.nio.file.Path;
import java.util.List;

/// Which sources the run uses.
///
/// @param cards source cards, as paths relative to the run file
public record CatalogueSettings(List<Path> cards) {
  public CatalogueSettings {
    cards = List.copyOf(cards);
    if (cards.isEmpty()) {
      throw new IllegalArgumentException(
          "cards = [] names no source; list at least one source card, for example"
              + " \"sources/europarl.toml\"");
    }
  }
}
