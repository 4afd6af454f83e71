package org.bloomery.artifact.run.corpus;

import java.util.Locale;

/// Which of several duplicates stays.
public enum KeeperRule {
  /// That of the card named first; of one source, the first document.
  SOURCE,
  /// The longest text; of equally long ones as for `source`.
  LENGTH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
