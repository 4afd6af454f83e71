package org.bloomery.artifact.run;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which sources the run uses.
///
/// @param cards source cards, as paths relative to the run file
/// @param data folder that `data:` locations of cards start at, relative to the run file; left out:
///   the one that the environment variable `BLOOMERY_DATA` names
public record CatalogueSettings(List<Path> cards, @Nullable Path data) {
  public CatalogueSettings {
    cards = List.copyOf(cards);
    if (cards.isEmpty()) {
      throw new IllegalArgumentException(
          "cards = [] names no source; list at least one source card, for example"
              + " \"sources/europarl.toml\"");
    }
  }
}
