package org.bloomery.tokenize.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.InputException;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Definitions against examples counted by hand.
class MeasuresTest {
  @TempDir Path folder;

  private static Tokenizer trained(String text, int entries) throws IOException {
    return BpeTrainer.train(
        new WordCounter(new BloomPreTokenizer(), false, 1)
            .count(List.of(sink -> sink.accept(text)), bytes -> {}),
        entries,
        BpeTrainer.BLOOM_SPECIALS,
        new BloomPreTokenizer(),
        size -> {});
  }

  private static Texts texts(String... texts) {
    return List.of(texts)::forEach;
  }

  private static Judgement judge(Tokenizer tokenizer, LanguageText... languages)
      throws IOException {
    SortedMap<String, LanguageText> all = new TreeMap<>();
    for (LanguageText each : languages) {
      all.put(each.language(), each);
    }
    try (PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
      return new Judge(List.of(new NamedTokenizer("t", "t", tokenizer)), null, null)
          .judge("corpus", null, all, 2, new Console(nowhere, false, ""));
    }
  }

  /// The numbers of `score(…, metric="renyi", power=2.5)` in tokenization-scorer for counts 3 2 1 1
  /// and an even distribution.
  @Test
  void renyiEfficiencyIsThatOfTheAuthors() {
    assertEquals(0.8265064834225245, RenyiEfficiency.of(new long[] {3, 0, 2, 1, 1}), 1e-12);
    assertEquals(1, RenyiEfficiency.of(new long[] {5, 5, 5}), 1e-12);
    assertEquals(0, RenyiEfficiency.of(new long[] {0, 7}), 1e-12);
  }

  @Test
  void premiumIsTokensOverTokensOfThePivotOnCommonLines() throws IOException {
    SortedMap<String, List<String>> lines = new TreeMap<>();
    lines.put("en", List.of("abcd", "", "ab"));
    lines.put("hi", List.of("हि", "हि", " "));
    ParallelText parallel = new ParallelText("en", lines);
    assertEquals(List.of(0), parallel.common("hi"));
    assertEquals(6 / 4.0, parallel.premium(trained("", 260), "hi"));
    assertEquals(1, parallel.premium(trained("", 260), "en"));
  }

  @Test
  void piecesThatAreNeverReachedAreCountedAndShown() throws IOException {
    // abc arises as a|bc or ab|c; what is merged on the way occurs nowhere by itself.
    Tokenizer tokenizer = trained("abc abc abc", 263);
    List<String> pieces = new ArrayList<>();
    for (int id = 260; id < 263; id++) {
      pieces.add(new String(tokenizer.bytes(id), StandardCharsets.UTF_8));
    }
    assertEquals(List.of("ab", "abc", " abc"), pieces);
    Judgement judgement =
        judge(
            tokenizer,
            new LanguageText("en", "heldout", texts("abc"), texts(" abc")),
            new LanguageText("fr", "heldout", texts("x</s>"), texts()));
    Judgement.Vocabulary vocabulary = judgement.tokenizers().getFirst();
    assertEquals(259, vocabulary.pieces());
    assertEquals(List.of("ab"), vocabulary.unreached().examples());
    assertEquals(1, vocabulary.unreached().pieces());
    assertEquals(256 - 5, vocabulary.unreached().bytes()); // x < / s >
    SortedMap<String, Score> scores = vocabulary.languages();
    assertEquals(2, scores.values().iterator().next().piecesReached());
    assertEquals(5, scores.sequencedValues().getLast().piecesReached());
    assertEquals((3 + 5) / (1.0 + 5), vocabulary.bytesPerToken());
  }

  @Test
  void tenPointsAreOfFertilityPerWordAndATenthPerCharacter() {
    assertTrue(Score.Comparison.of(per("word", 1.40), per("word", 1.30)).withinTenPoints());
    assertFalse(Score.Comparison.of(per("word", 1.42), per("word", 1.30)).withinTenPoints());
    assertEquals(-20, Score.Comparison.of(per("word", 1.3), per("word", 1.5)).pointsWorse(), 1e-9);
    assertTrue(Score.Comparison.of(per("character", .66), per("character", .6)).withinTenPoints());
    assertFalse(Score.Comparison.of(per("character", .69), per("character", .6)).withinTenPoints());
  }

  private static Fertility per(String unit, double value) {
    return new Fertility("heldout", unit, 1, 1, 1, 1, 1, value, value, 1, null);
  }

  @Test
  void aReferenceNeverLearnsFromWhatIsMeasured() throws IOException {
    Path file = folder.resolve("en.txt");
    Files.write(file, SmallCorpus.TEXTS.getOrDefault("en", List.of()));
    LanguageText text = HeldOutTenth.of("en", new TextLines(file, _ -> {}));
    Set<String> measured = new HashSet<>();
    text.measured().forEach(measured::add);
    Set<String> training = new HashSet<>();
    text.training().forEach(training::add);
    assertEquals(2, measured.size());
    assertEquals(10, training.size());
    training.retainAll(measured);
    assertTrue(training.isEmpty());
  }

  @Test
  void oneTextLeavesNothingForAReference() throws IOException {
    LanguageText text = HeldOutTenth.of("en", texts("alone", "alone"));
    assertTrue(new References(300, 64_000_000, folder.resolve("counting")).of(text).isEmpty());
  }

  @Test
  void readsACuratedCorpusWithItsHeldOutDocuments() throws IOException {
    write(folder.resolve("fr/part-00000.jsonl.zst"), "fr", "appris");
    write(folder.resolve("heldout/fr.jsonl.zst"), "fr", "mesuré");
    write(folder.resolve("rejected/part-00000.jsonl.zst"), "fr", "rejeté");
    LanguageText text = new JudgedCorpus(_ -> {}).read(folder).getOrDefault("fr", NONE);
    assertEquals("heldout", text.measuredOn());
    assertEquals(List.of("mesuré"), all(text.measured()));
    assertEquals(List.of("appris"), all(text.training()));
  }

  private static final LanguageText NONE = new LanguageText("", "", texts(), texts());

  private static List<String> all(Texts texts) throws IOException {
    List<String> all = new ArrayList<>();
    texts.forEach(all::add);
    return all;
  }

  private static void write(Path file, String language, String text) throws IOException {
    try (DocumentWriter writer = new DocumentWriter(file)) {
      writer.write(
          new Document(
              text,
              text,
              language,
              1,
              "s",
              "CC0-1.0",
              null,
              new Document.Origin("f", 0, 1),
              List.of()));
    }
  }

  @Test
  void readsAFileWithLanguages() throws IOException {
    Path file = folder.resolve("all.jsonl");
    Files.writeString(
        file,
        """
        {"language":"fr","text":"un"}
        {"language":"fon","text":"ɖò"}
        {"text":"no language"}

        """);
    List<String> bad = new ArrayList<>();
    assertEquals(
        new TreeSet<>(Set.of("fon", "fr")), new JudgedCorpus(bad::add).read(file).keySet());
    assertTrue(bad.getFirst().endsWith(":3: no language field"), bad.toString());
    Files.writeString(file, "{\"language\":\"qq\",\"text\":\"un\"}\n");
    assertThrows(InputException.class, () -> new JudgedCorpus(bad::add).read(file));
  }

  @Test
  void cutsTokensApartWithoutTearingCharacters() throws IOException {
    assertEquals(
        "<span>a</span><span class=\"many\" title=\"3 tokens\">中</span><span>&lt;</span>",
        TokenCuts.spans(trained("", 260), "a中<"));
  }

  @Test
  void vocabulariesAreCalledByWhatTellsThemApart() throws IOException {
    for (String name : List.of("a/tokenizer", "b/tokenizer")) {
      org.bloomery.tokenize.file.TokenizerFiles.write(folder.resolve(name), trained("", 260));
    }
    List<NamedTokenizer> runs =
        NamedTokenizer.read(
            List.of(folder.resolve("a").toString(), folder.resolve("b/tokenizer").toString()));
    assertEquals("a", runs.getFirst().name());
    assertEquals("tokenizer", runs.getLast().name());
    List<String> same =
        List.of(folder.resolve("a/tokenizer").toString(), folder.resolve("b/tokenizer").toString());
    assertEquals("b/tokenizer", NamedTokenizer.read(same).getLast().name());
    List<String> twice = List.of(folder.resolve("a").toString(), folder.resolve("a").toString());
    assertThrows(InputException.class, () -> NamedTokenizer.read(twice));
  }
}
