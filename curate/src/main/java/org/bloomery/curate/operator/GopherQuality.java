package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.bloomery.artifact.run.filter.GopherQualitySettings;
import org.bloomery.curate.text.KeySet;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TextView;
import org.bloomery.curate.text.TokenKinds;

/// Drops documents that are no running text: the quality filter of Gopher (Rae et al. 2021, arXiv
/// 2112.11446, appendix A.1), with datatrove's way of counting.
final class GopherQuality implements Operator {
  private final ByLanguage<GopherQualitySettings> settings;
  private final Map<String, StopList> stopLists = new HashMap<>(); // by language

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
    double hashes = (double) hashes(view.text()) / words.all();
    if (hashes > symbols) {
      return view.drop("gopher-too-many-hashes", hashes + " > " + symbols);
    }
    double ellipses = (double) ellipses(view.text()) / words.all();
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
    int stops = limits.fewestStopWords() == 0 ? 0 : stopWords(view, limits);
    return stops < limits.fewestStopWords()
        ? view.drop("gopher-enough-stop-words", stops + " < " + limits.fewestStopWords())
        : view.keep();
  }

  private int stopWords(DocumentView view, GopherQualitySettings limits) {
    StopList list =
        stopLists.computeIfAbsent(view.language(), _ -> new StopList(limits.stopWords()));
    return stopWords(view, list, limits.fewestStopWords());
  }

  private static int hashes(TextView text) {
    if (text.text().indexOf('#') < 0) {
      return 0;
    }
    int hashes = 0;
    for (char c : text.characters()) {
      hashes += c == '#' ? 1 : 0;
    }
    return hashes;
  }

  /// Of more full stops in a row, each three are one.
  private static int ellipses(TextView text) {
    if (text.text().indexOf('…') < 0 && !text.text().contains("...")) {
      return 0;
    }
    int ellipses = 0;
    int dots = 0;
    for (char c : text.characters()) {
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

  /// How many different stop words there are; with enough of them, nobody counts on.
  private static int stopWords(DocumentView view, StopList list, int enough) {
    Spans tokens = view.text().tokens();
    boolean[] seen = new boolean[list.keys.length];
    int found = 0;
    for (int i = 0; i < tokens.size() && found < enough; i++) {
      if (list.set.contains(tokens.key(i))) {
        int word = list.number(tokens.key(i));
        found += seen[word] ? 0 : 1;
        seen[word] = true;
      }
    }
    return found;
  }

  /// Different words by their keys.
  private static final class StopList {
    final KeySet set;
    final long[] keys;

    StopList(List<String> words) {
      set = new KeySet(words);
      keys = words.stream().distinct().mapToLong(Keys::of).toArray();
    }

    int number(long key) {
      int number = 0;
      while (keys[number] != key) {
        number++;
      }
      return number;
    }
  }
}
