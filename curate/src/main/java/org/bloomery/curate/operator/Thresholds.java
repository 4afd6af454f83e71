package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.Map;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;

/// The thresholds of each language, put together once.
final class Thresholds {
  private final CurateSettings settings;
  private final Map<String, FilterThresholds> byLanguage = new HashMap<>();

  Thresholds(CurateSettings settings) {
    this.settings = settings;
  }

  FilterThresholds of(String language) {
    return byLanguage.computeIfAbsent(language, settings::thresholds);
  }
}
