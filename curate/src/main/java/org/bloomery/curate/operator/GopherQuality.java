package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.bloomery.artifact.run.filter.GopherQualitySettings;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TokenKinds;

/// Drops documents that are no running text: the quality filter of Gopher (Rae et al. 2021, arXiv
/// 2112.11446, appendix A.1), with datatrove's way of counting.
final class GopherQuality implements Operator {
  private final ByLanguage<GopherQualitySettings> settings;
  private final Map<List<String>, long[]> stopWords = new HashMap<>();
  private final KeyCounter counter = new KeyCounter();

  GopherQuality(CurateSettings settings) {
    this.settings =
        SourceParameters.stated(
            settings.operators().gopherQuality(), name(), "gopherQuality", "gopher");
  }

  @Override
  public String name() {
    return "gopher-quality";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    GopherQualitySettings limits = settings.of(view.language());
    TokenKinds words = TokenKinds.of(view.text());
    if (words.all() == 0 || words.words() < limits.fewestWords()) {
      return view.drop("gopher-short-doc", words.words() + " words < " + limits.fewestWords());
    }
    if (words.words() > limits.mostWords()) {
      return view.drop("gopher-long-doc", words.words() + " words > " + limits.mostWords());
    }
    double mean = (double) words.characters() / words.words();
    if (mean < limits.shortestMeanWord()) {
      return view.drop("gopher-below-avg-threshold", mean + " < " + limits.shortestMeanWord());
    }
    if (mean > limits.longestMeanWord()) {
      return view.drop("gopher-above-avg-threshold", mean + " > " + limits.longestMeanWord());
    }
    double symbols = limits.maximumSymbolsPerWord();
    double hashes = (double) hashes(view.text().characters()) / words.all();
    if (hashes > symbols) {
      return view.drop("gopher-too-many-hashes", hashes + " > " + symbols);
    }
    double ellipses = (double) ellipses(view.text().characters()) / words.all();
    if (ellipses > symbols) {
      return view.drop("gopher-too-many-ellipsis", ellipses + " > " + symbols);
    }
    return lines(view, limits, words);
  }

  private Verdict lines(DocumentView view, GopherQualitySettings limits, TokenKinds words) {
    char[] text = view.text().characters();
    int[] lines = new int[3];
    Lines.forEach(
        text,
        (from, to) -> {
          lines[0]++;
          int first = Lines.skipSpace(text, from, to);
          lines[1] += first < to && (text[first] == '•' || text[first] == '-') ? 1 : 0;
          int last = Lines.skipSpaceBack(text, from, to);
          lines[2] += last > from && endsWithEllipsis(text, from, last) ? 1 : 0;
          return true;
        });
    double bullets = (double) lines[1] / lines[0];
    if (bullets > limits.maximumBulletLines()) {
      return view.drop("gopher-too-many-bullets", bullets + " > " + limits.maximumBulletLines());
    }
    double ends = (double) lines[2] / lines[0];
    if (ends > limits.maximumEllipsisLines()) {
      return view.drop(
          "gopher-too-many-end-ellipsis", ends + " > " + limits.maximumEllipsisLines());
    }
    double alphabetic = (double) words.alphabetic() / words.all();
    if (alphabetic < limits.minimumAlphabeticWords()) {
      return view.drop(
          "gopher-below-alpha-threshold", alphabetic + " < " + limits.minimumAlphabeticWords());
    }
    int stops = limits.fewestStopWords() == 0 ? 0 : stopWords(view, limits.stopWords());
    return stops < limits.fewestStopWords()
        ? view.drop("gopher-enough-stop-words", stops + " < " + limits.fewestStopWords())
        : view.keep();
  }

  private static int hashes(char[] text) {
    int hashes = 0;
    for (char c : text) {
      hashes += c == '#' ? 1 : 0;
    }
    return hashes;
  }

  /// Of more full stops in a row, each three are one.
  private static int ellipses(char[] text) {
    int ellipses = 0;
    int dots = 0;
    for (char c : text) {
      dots = c == '.' ? dots + 1 : 0;
      if (dots == 3 || c == '…') {
        ellipses++;
        dots = 0;
      }
    }
    return ellipses;
  }

  private static boolean endsWithEllipsis(char[] text, int from, int to) {
    return text[to - 1] == '…'
        || (to - from >= 3 && text[to - 1] == '.' && text[to - 2] == '.' && text[to - 3] == '.');
  }

  /// How many different stop words there are.
  private int stopWords(DocumentView view, List<String> words) {
    long[] keys =
        stopWords.computeIfAbsent(
            words, list -> list.stream().distinct().mapToLong(Keys::of).toArray());
    Spans tokens = view.text().tokens();
    counter.clear(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      counter.add(tokens.key(i));
    }
    int found = 0;
    for (long key : keys) {
      found += counter.count(key) > 0 ? 1 : 0;
    }
    return found;
  }
}
