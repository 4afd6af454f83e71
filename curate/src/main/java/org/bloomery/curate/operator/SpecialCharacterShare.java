package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.Definitions;

/// Drops documents of which too much is punctuation, digits, white space and symbols (ac_dc,
/// `compute_special_characters_ratio`).
final class SpecialCharacterShare implements Operator {
  private final Thresholds thresholds;
  private final Definitions definitions;

  SpecialCharacterShare(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    definitions = settings.operators().definitions();
  }

  @Override
  public String name() {
    return "special-characters";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    return Limits.atMost(
        view,
        name(),
        view.text().specialShare(definitions),
        thresholds.of(view.language()).maximumSpecialCharacters());
  }
}
