package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Document;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

/// A value exactly at its limit, for every limit of every filter. The published code decides:
///
/// - ROOTS: `Filtering.check_…` of `01b_oscar_cleaning_and_filtering/filtering.py`
///   (bigscience-workshop/data-preparation, commit 0966b2a) keeps by `<=` and `>=`;
/// - Gopher, C4 and FineWeb: datatrove 0.10.1 drops by `<` and `>` (its first FineWeb filter,
///   commit 05194d3, dropped by `<=` and `>=`);
/// - source code: Laurençon et al. 2022 keep what lies between limits, so equal is not enough, but
///   a file may have as many bytes as the limit says.
class ThresholdEqualityTest {
  private static final String EN = "curate.language.en.";
  private static final String GOPHER = "curate.operators.gopherQuality.";
  private static final String REPETITION = "curate.operators.gopherRepetition.";
  private static final String FINE_WEB = "curate.operators.fineWeb.";
  private static final String CODE = "curate.operators.code.";

  private String operator = "";
  private String language = "en";
  private List<String> others = List.of();

  private void with(String name, String of, String... settings) {
    operator = name;
    language = of;
    others = List.of(settings);
  }

  private Verdict verdict(String text, String setting) {
    List<String> all = new ArrayList<>(others);
    all.add(setting);
    return Operators.make(
            operator,
            TestSettings.settings(all.toArray(String[]::new)),
            TestSettings.card("lines", language))
        .apply(DocumentView.of(TestSettings.document(text, language)));
  }

  private void kept(String text, String setting) {
    Verdict verdict = verdict(text, setting);
    assertInstanceOf(Verdict.Keep.class, verdict, () -> setting + ": " + verdict);
  }

  private void dropped(String reason, String text, String setting) {
    Verdict verdict = verdict(text, setting);
    Verdict.Drop drop =
        assertInstanceOf(Verdict.Drop.class, verdict, () -> setting + ": " + verdict);
    assertEquals(reason, drop.reason(), () -> setting + ": " + drop);
  }

  /// Drops above the value, keeps at it. `%s` in the setting is the limit.
  private void atMost(String reason, String setting, double value, String text) {
    kept(text, String.format(Locale.ROOT, setting, value));
    dropped(reason, text, String.format(Locale.ROOT, setting, Math.nextDown(value)));
  }

  private void atLeast(String reason, String setting, double value, String text) {
    kept(text, String.format(Locale.ROOT, setting, value));
    dropped(reason, text, String.format(Locale.ROOT, setting, Math.nextUp(value)));
  }

  /// Counts, which are whole.
  private void fromTo(String reason, String setting, int keptLimit, int droppedLimit, String text) {
    kept(text, String.format(Locale.ROOT, setting, keptLimit));
    dropped(reason, text, String.format(Locale.ROOT, setting, droppedLimit));
  }

  @Test
  void filtersOfRootsKeepWhatEqualsALimit() {
    with("word-count", "en");
    fromTo("too-short", EN + "minimumWords=%s", 6, 7, "iron ore and coal burn well");
    fromTo("too-long", EN + "maximumWords=%s", 6, 5, "iron ore and coal burn well");
    with("character-repetition", "en", EN + "characterGram=3");
    atMost(
        "character-repetition", EN + "maximumCharacterRepetition=%s", 0.375, "abcabcabcabcabcabc");
    with("word-repetition", "en", EN + "wordGram=1");
    atMost("word-repetition", EN + "maximumWordRepetition=%s", 0.5, "iron iron ore coal");
    with("special-characters", "en");
    atMost("special-characters", EN + "maximumSpecialCharacters=%s", 0.5, "ab!?");
    with("stop-words", "en");
    atLeast("stop-words", EN + "minimumStopWords=%s", 0.5, "the iron and ore");
    with("flagged-words", "en");
    atMost("flagged-words", EN + "maximumFlaggedWords=%s", 0.5, "casino iron");
    with("language-confidence", "en");
    atLeast("language-confidence", EN + "minimumLanguageConfidence=%s", 1.0, "its own is 1");
  }

  /// A model in which every letter has a tenth of 10^-0.3: a sentence of n letters has 10^((1.3 n +
  /// 1)/(n + 1)), rounded to one decimal: of two letters 10^1.2 = 15.8.
  @Test
  void aPerplexityThatEqualsItsLimitIsKept() {
    with("perplexity", "en");
    atMost("perplexity", EN + "maximumPerplexity=%s", 15.8, "ab");
  }

  @Test
  void sizesThatEqualALimitAreKept() {
    with("small-documents", "en");
    fromTo("small-document", EN + "minimumSpacedWords=%s", 3, 4, "iron ore coal");
    with("small-documents-bytes", "en");
    fromTo("few-bytes", EN + "minimumBytes=%s", 5, 6, "fére");
    with("document-size", "en");
    fromTo("too-large", "curate.operators.maximumCharacters=%s", 4, 3, "iron");
  }

  @Test
  void gopherKeepsWhatEqualsALimit() {
    String[] open = {
      GOPHER + "fewestWords=1",
      GOPHER + "mostWords=1000",
      GOPHER + "shortestMeanWord=0.5",
      GOPHER + "longestMeanWord=100.0",
      GOPHER + "maximumSymbolsPerWord=10.0",
      GOPHER + "maximumBulletLines=1.0",
      GOPHER + "maximumEllipsisLines=1.0",
      GOPHER + "minimumAlphabeticWords=0.0",
      GOPHER + "stopWords=[\"iron\", \"ore\", \"coal\"]",
    };
    with("gopher-quality", "fr", open);
    fromTo("gopher-short-doc", GOPHER + "fewestWords=%s", 4, 5, "iron ore iron ore");
    fromTo("gopher-long-doc", GOPHER + "mostWords=%s", 4, 3, "iron ore iron ore");
    String mean = "iron ores coal fire";
    atLeast("gopher-below-avg-threshold", GOPHER + "shortestMeanWord=%s", 4, mean);
    atMost("gopher-above-avg-threshold", GOPHER + "longestMeanWord=%s", 4, mean);
    String symbols = GOPHER + "maximumSymbolsPerWord=%s";
    atMost("gopher-too-many-hashes", symbols, 0.25, "# iron ore coal");
    atMost("gopher-too-many-ellipsis", symbols, 0.25, "iron ore coal …");
    String bullets = GOPHER + "maximumBulletLines=%s";
    atMost("gopher-too-many-bullets", bullets, 0.5, "• iron\nore");
    String ellipses = GOPHER + "maximumEllipsisLines=%s";
    atMost("gopher-too-many-end-ellipsis", ellipses, 0.5, "iron...\nore");
    String alphabetic = GOPHER + "minimumAlphabeticWords=%s";
    atLeast("gopher-below-alpha-threshold", alphabetic, 0.5, "iron 12 ore 34");
    fromTo("gopher-enough-stop-words", GOPHER + "fewestStopWords=%s", 2, 3, "iron ore and fire");
  }

  @Test
  void repetitionThatEqualsALimitIsKept() {
    with(
        "gopher-repetition",
        "en",
        REPETITION + "maximumDuplicateLines=1.0",
        REPETITION + "maximumDuplicateParagraphs=1.0",
        REPETITION + "maximumDuplicateLineCharacters=1.0",
        REPETITION + "maximumDuplicateParagraphCharacters=1.0",
        REPETITION + "topGrams=[]",
        REPETITION + "duplicateGrams=[]");
    atMost("dup-para-frac", REPETITION + "maximumDuplicateParagraphs=%s", 0.5, "a\n\na");
    String paragraphs = REPETITION + "maximumDuplicateParagraphCharacters=%s";
    atMost("dup-para-char-frac", paragraphs, 0.25, "a\n\na");
    atMost("dup-line-frac", REPETITION + "maximumDuplicateLines=%s", 0.5, "a\na");
    String lines = REPETITION + "maximumDuplicateLineCharacters=%s";
    atMost("dup-line-char-frac", lines, 0.125, "a\na\nbbbb");
    String top = REPETITION + "topGrams=[{words=2, maximum=%s}]";
    atMost("top-2-gram", top, 0.625, "ab cd ab cd wxyz"); // twice five of sixteen characters
    String repeated = REPETITION + "duplicateGrams=[{words=2, maximum=%s}]";
    atMost("duplicated-2-n-grams", repeated, 0.25, "ab cd ab cd wxyz"); // four, without the space
  }

  @Test
  void fineWebKeepsWhatEqualsALimit() {
    with(
        "fineweb-quality",
        "en",
        FINE_WEB + "minimumTerminalLines=0.0",
        FINE_WEB + "maximumShortLines=1.0",
        FINE_WEB + "maximumDuplicateLineCharacters=1.0",
        FINE_WEB + "maximumLineEndsPerWord=9.0",
        FINE_WEB + "shortLineCharacters=4");
    atLeast("line-punct-ratio", FINE_WEB + "minimumTerminalLines=%s", 0.5, "Iron.\nore");
    atMost("short-line-ratio", FINE_WEB + "maximumShortLines=%s", 0.5, "iron\nsmith");
    String repeated = FINE_WEB + "maximumDuplicateLineCharacters=%s";
    atMost("char-dup-ratio", repeated, 0.5, "iron\niron");
    atMost("list-ratio", FINE_WEB + "maximumLineEndsPerWord=%s", 0.5, "iron\nore");
  }

  @Test
  void c4KeepsWhatEqualsALimit() {
    String lines = "Iron is hot.\nOre is red.";
    with("c4-quality", "en", "curate.operators.c4.fewestWordsPerLine=3");
    fromTo("too-few-sentences", "curate.operators.c4.fewestSentences=%s", 2, 3, lines);
    with("c4-quality", "en", "curate.operators.c4.fewestSentences=0");
    for (String setting : List.of("fewestWordsPerLine=%s", "longestWord=%s")) {
      int limit = setting.startsWith("fewest") ? 3 : 4;
      String full = "curate.operators.c4." + setting;
      assertEquals(lines, text(lines, String.format(Locale.ROOT, full, limit)));
      int stricter = setting.startsWith("fewest") ? 4 : 3;
      assertTrue(
          text(lines, String.format(Locale.ROOT, full, stricter)).length() < lines.length(),
          setting);
    }
  }

  private String text(String text, String setting) {
    Document document = assertInstanceOf(Verdict.Keep.class, verdict(text, setting)).document();
    return document.text();
  }

  @Test
  void sourceCodeMustLieBetweenTheLimits() {
    String code = "int ironOre = 12;\n"; // 18 characters, the longest line 17
    with(
        "code-length",
        "code",
        CODE + "fewestCharacters=1",
        CODE + "mostCharacters=1000",
        CODE + "shortestLongestLine=1",
        CODE + "longestLine=1000",
        CODE + "mostBytes=1000");
    fromTo("code-short", CODE + "fewestCharacters=%s", 17, 18, code);
    fromTo("code-long", CODE + "mostCharacters=%s", 19, 18, code);
    fromTo("code-long", CODE + "mostBytes=%s", 18, 17, code);
    fromTo("code-short-lines", CODE + "shortestLongestLine=%s", 16, 17, code);
    fromTo("code-long-lines", CODE + "longestLine=%s", 18, 17, code);
    with("code-symbols", "code", CODE + "minimumSymbols=0.0", CODE + "maximumSymbols=1.0");
    kept("ab++", CODE + "minimumSymbols=" + Math.nextDown(0.5));
    dropped("code-few-symbols", "ab++", CODE + "minimumSymbols=0.5");
    kept("ab++", CODE + "maximumSymbols=" + Math.nextUp(0.5));
    dropped("code-many-symbols", "ab++", CODE + "maximumSymbols=0.5");
    with("code-word-lengths", "code"); // lengths 1 and 3: the deviation is 1
    kept("a bcd", CODE + "minimumWordDeviation=" + Math.nextDown(1.0));
    dropped("code-even-words", "a bcd", CODE + "minimumWordDeviation=1.0");
  }
}
