package org.bloomery.curate.operator;

import java.util.Locale;
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
    String reason =
        first(
            over("dup-para-frac", paragraphs.share(), limits.maximumDuplicateParagraphs()),
            over(
                "dup-para-char-frac",
                paragraphs.characterShare(length),
                limits.maximumDuplicateParagraphCharacters()));
    if (reason == null) {
      Repeats lines = repeats(text, 0, text.length, 1);
      reason =
          first(
              over("dup-line-frac", lines.share(), limits.maximumDuplicateLines()),
              over(
                  "dup-line-char-frac",
                  lines.characterShare(length),
                  limits.maximumDuplicateLineCharacters()));
    }
    if (reason == null) {
      reason = grams(view, limits, length);
    }
    if (reason == null) {
      return view.keep();
    }
    int colon = reason.indexOf(':');
    return view.drop(reason.substring(0, colon), reason.substring(colon + 1));
  }

  private @Nullable String grams(DocumentView view, GopherRepetitionSettings limits, int length) {
    TokenGrams grams = new TokenGrams(view.text());
    for (GramLimit limit : limits.topGrams()) {
      double share = (double) grams.mostFrequent(limit.words(), counter) / length;
      String reason = over("top-" + limit.words() + "-gram", share, limit.maximum());
      if (reason != null) {
        return reason;
      }
    }
    for (GramLimit limit : limits.duplicateGrams()) {
      double share = (double) grams.repeated(limit.words(), counter) / length;
      String reason = over("duplicated-" + limit.words() + "-n-grams", share, limit.maximum());
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static @Nullable String over(String reason, double value, @Nullable Double limit) {
    return limit == null || value <= limit
        ? null
        : reason + ":" + String.format(Locale.ROOT, "%.6f > %s", value, limit);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
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
