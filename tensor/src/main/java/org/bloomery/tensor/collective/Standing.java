package org.bloomery.tensor.collective;

import java.util.List;

/// What every rank is at, for whoever finds that nothing gets on; a sentence a rank.
///
/// @param suspects ranks that give no sign of life, else those that are in no collective while
///   others wait
/// @param others all other ranks, which wait
public record Standing(List<String> suspects, List<String> others) {
  /// Nothing is known.
  public static final Standing UNKNOWN = new Standing(List.of(), List.of());

  public Standing {
    suspects = List.copyOf(suspects);
    others = List.copyOf(others);
  }
}
