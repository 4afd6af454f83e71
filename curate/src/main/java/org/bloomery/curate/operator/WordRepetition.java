package org.bloomery.curate.operator;

import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;

/// Drops documents that say the same over and over.
///
/// Ratio of ROOTS (ac_dc, `compute_word_repetition_ratio`): of all n-grams of lower-cased words,
/// the share of those that occur more than once.
final class WordRepetition implements Operator {
  private final CurateSettings settings;

  WordRepetition(CurateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "word-repetition";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(Document document) {
    FilterThresholds limits = settings.thresholds(document.language());
    double ratio = ratio(document.text(), document.language(), limits.wordGram());
    return ratio <= limits.maximumWordRepetition()
        ? new Verdict.Keep(document)
        : new Verdict.Drop(
            document,
            "word-repetition",
            String.format(Locale.ROOT, "%.6f > %s", ratio, limits.maximumWordRepetition()));
  }

  static double ratio(String text, String language, int n) {
    List<String> words = Words.of(text.toLowerCase(Locale.ROOT), language);
    long[] units = words.stream().mapToLong(WordRepetition::hash).toArray();
    long repeated = 0;
    long all = 0;
    for (int frequency : Grams.frequencies(units, n)) {
      all += frequency;
      repeated += frequency > 1 ? frequency : 0;
    }
    return all == 0 ? 0 : (double) repeated / all;
  }

  private static long hash(String word) {
    long hash = word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = Grams.mix(hash ^ word.charAt(i));
    }
    return hash;
  }
}
