package org.bloomery.curate.operator;

import java.util.Locale;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;

/// Drops documents dominated by a few character n-grams.
///
/// Ratio of ROOTS (ac_dc, `compute_character_repetition_ratio`): of all n-grams of code points, the
/// share of the k most frequent, with k the smaller of the root of the number of distinct n-grams
/// and the number of those that occur more than once.
final class CharacterRepetition implements Operator {
  private final CurateSettings settings;

  CharacterRepetition(CurateSettings settings) {
    this.settings = settings;
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
  public Verdict apply(Document document) {
    FilterThresholds limits = settings.thresholds(document.language());
    double ratio = ratio(document.text(), limits.characterGram());
    return ratio <= limits.maximumCharacterRepetition()
        ? new Verdict.Keep(document)
        : new Verdict.Drop(
            document,
            "character-repetition",
            String.format(Locale.ROOT, "%.6f > %s", ratio, limits.maximumCharacterRepetition()));
  }

  static double ratio(String text, int n) {
    int[] frequencies = Grams.frequencies(text.codePoints().mapToLong(Grams::mix).toArray(), n);
    int distinct = frequencies.length;
    if (distinct == 0) {
      return 0;
    }
    int repeated = distinct;
    while (repeated > 0 && frequencies[distinct - repeated] == 1) {
      repeated--;
    }
    int top = Math.min((int) Math.sqrt(distinct), repeated);
    long sum = 0;
    for (int i = distinct - top; i < distinct; i++) {
      sum += frequencies[i];
    }
    return (double) sum / (text.codePointCount(0, text.length()) - n + 1L);
  }
}
