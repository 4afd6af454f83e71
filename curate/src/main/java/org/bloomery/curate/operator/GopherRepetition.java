package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.bloomery.artifact.run.filter.GopherRepetitionSettings;
import org.bloomery.artifact.run.filter.GopherRepetitionSettings.GramLimit;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;
import org.bloomery.curate.text.TokenGrams;
import org.jspecify.annotations.Nullable;

/// Drops documents that repeat lines, paragraphs or runs of words: the repetition filter of Gopher
/// (Rae et al. 2021, arXiv 2112.11446, table A1), with datatrove's way of counting.
final class GopherRepetition implements Operator {
  private final ByLanguage<GopherRepetitionSettings> settings;
  private final KeyCounter counter = new KeyCounter();

  GopherRepetition(CurateSettings settings) {
    this.settings =
        SourceParameters.stated(
            settings.operators().gopherRepetition(), name(), "gopherRepetition", "gopher");
  }

  @Override
  public String name() {
    return "gopher-repetition";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    GopherRepetitionSettings limits = settings.of(view.language());
    char[] text = view.text().characters();
    int length = view.text().length();
    if (length == 0) {
      return view.drop("empty", "there is no character");
    }
    int from = Lines.skipSpace(text, 0, text.length);
    int to = Lines.skipSpaceBack(text, from, text.length);
    Repeats paragraphs = repeats(text, from, to, 2);
    Verdict verdict =
        first(
            over(view, "dup-para-frac", paragraphs.share(), limits.maximumDuplicateParagraphs()),
            over(
                view,
                "dup-para-char-frac",
                paragraphs.characterShare(length),
                limits.maximumDuplicateParagraphCharacters()));
    if (verdict == null) {
      Repeats lines = repeats(text, 0, text.length, 1);
      verdict =
          first(
              over(view, "dup-line-frac", lines.share(), limits.maximumDuplicateLines()),
              over(
                  view,
                  "dup-line-char-frac",
                  lines.characterShare(length),
                  limits.maximumDuplicateLineCharacters()));
    }
    verdict = verdict == null ? grams(view, limits, length) : verdict;
    return verdict == null ? view.keep() : verdict;
  }

  private @Nullable Verdict grams(DocumentView view, GopherRepetitionSettings limits, int length) {
    TokenGrams grams = new TokenGrams(view.text());
    for (GramLimit limit : limits.topGrams()) {
      double share = (double) grams.mostFrequent(limit.words(), counter) / length;
      Verdict verdict = over(view, "top-" + limit.words() + "-gram", share, limit.maximum());
      if (verdict != null) {
        return verdict;
      }
    }
    for (GramLimit limit : limits.duplicateGrams()) {
      double share = (double) grams.repeated(limit.words(), counter) / length;
      Verdict verdict =
          over(view, "duplicated-" + limit.words() + "-n-grams", share, limit.maximum());
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }

  private static @Nullable Verdict over(
      DocumentView view, String reason, double value, @Nullable Double limit) {
    return limit == null || value <= limit ? null : Limits.atMost(view, reason, value, limit);
  }

  private static @Nullable Verdict first(@Nullable Verdict one, @Nullable Verdict other) {
    return one == null ? other : one;
  }

  /// How much of a text is there a second time.
  private record Repeats(int all, int repeated, int characters) {
    double share() {
      return (double) repeated / all;
    }

    double characterShare(int length) {
      return (double) characters / length;
    }
  }

  /// Counts pieces between runs of at least so many line feeds.
  private Repeats repeats(char[] text, int begin, int end, int lineFeeds) {
    int[] sums = new int[3];
    counter.clear(0);
    Lines.forEachBetweenRuns(
        text,
        begin,
        end,
        lineFeeds,
        (from, to) -> {
          sums[0]++;
          if (counter.add(Keys.of(text, from, to)) > 0) {
            sums[1]++;
            sums[2] += Lines.length(text, from, to);
          }
          return true;
        });
    return new Repeats(sums[0], sums[1], sums[2]);
  }
}
