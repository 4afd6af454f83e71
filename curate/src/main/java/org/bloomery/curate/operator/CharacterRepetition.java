package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.curate.text.Grams;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.TextView;

/// Drops documents dominated by a few character n-grams.
///
/// Ratio of ROOTS (ac_dc, `compute_character_repetition_ratio`): of all n-grams of code points, the
/// share of the k most frequent, with k the smaller of the root of the number of distinct n-grams
/// and the number of those that occur more than once.
final class CharacterRepetition implements Operator {
  private final Thresholds thresholds;
  private final KeyCounter counter = new KeyCounter();

  CharacterRepetition(CurateSettings settings) {
    thresholds = new Thresholds(settings);
  }

  @Override
  public String name() {
    return "character-repetition";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    FilterThresholds limits = thresholds.of(view.language());
    double ratio = ratio(view.text(), limits.characterGram(), counter);
    return Limits.atMost(view, name(), ratio, limits.maximumCharacterRepetition());
  }

  static double ratio(TextView text, int n, KeyCounter counter) {
    int all = Grams.count(text.codePoints(), n, counter);
    if (all == 0) {
      return 0;
    }
    int[] repeated = counter.repeated();
    int top = Math.min((int) Math.sqrt(counter.distinct()), repeated.length);
    long sum = 0;
    for (int i = repeated.length - top; i < repeated.length; i++) {
      sum += repeated[i];
    }
    return (double) sum / all;
  }
}
