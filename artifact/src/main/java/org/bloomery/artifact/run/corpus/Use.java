package org.bloomery.artifact.run.corpus;

import java.util.Locale;

/// What may be done with a text. The names are those that cards and run files write.
public enum Use {
  /// A model may learn from it.
  TRAIN,

  /// The text itself may be passed on to others.
  REDISTRIBUTE,

  /// Pieces of it may be shown, for example on the report page.
  SHOW;

  /// As a card or a run file writes it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
