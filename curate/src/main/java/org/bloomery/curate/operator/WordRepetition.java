package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.text.Grams;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.Spans;

/// Drops documents that say the same over and over.
///
/// Ratio of ROOTS (ac_dc, `compute_word_repetition_ratio`): of all n-grams of lower-cased words,
/// the share of those that occur more than once.
final class WordRepetition implements Operator {
  private final Thresholds thresholds;
  private final Definitions definitions;
  private final KeyCounter counter = new KeyCounter();

  WordRepetition(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    definitions = settings.operators().definitions();
  }

  @Override
  public String name() {
    return "word-repetition";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Verdict apply(DocumentView view) {
    FilterThresholds limits = thresholds.of(view.language());
    double ratio = ratio(view.text().words(definitions), limits.wordGram(), counter);
    return Limits.atMost(view, name(), ratio, limits.maximumWordRepetition());
  }

  static double ratio(Spans words, int n, KeyCounter counter) {
    int all = Grams.count(words, n, counter);
    return all == 0 ? 0 : (double) (all - counter.once()) / all;
  }
}
