package org.bloomery.curate.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KneserNeyTest {
  @TempDir private Path folder;

  private static NgramTrainer trainer(Unit unit, int order, List<String> texts) {
    NgramTrainer trainer = new NgramTrainer(unit, order);
    texts.forEach(trainer::add);
    return trainer;
  }

  private static List<String> english() throws IOException {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    return Files.readAllLines(root.resolve("runs/tiny/en.txt"));
  }

  /// Two sentences, "a b" and "a c", bigrams. With too few n-grams to estimate them, the discounts
  /// are 0.5, 1 and 1.5. Tokens that get a probability: unk, end, a, b, c.
  ///
  /// Unigrams count the different tokens before them: a 1 (begin), b 1, c 1, end 2 (b and c); their
  /// sum is 5. Taken: 0.5 + 0.5 + 0.5 + 1 = 2.5, so the weight of the uniform 1/5 is 2.5/5 = 0.5.
  /// p(a) = p(b) = p(c) = 0.5/5 + 0.5/5 = 0.2; p(end) = 1/5 + 0.1 = 0.3; p(unk) = 0.1.
  ///
  /// After begin: a twice of 2, taken 1: p(a | begin) = (2 - 1)/2 + 1/2 · 0.2 = 0.6. After a: b and
  /// c once each, taken 1 of 2: p(b | a) = 0.5/2 + 0.5 · 0.2 = 0.35. After b: end once, taken 0.5
  /// of 1: p(end | b) = 0.5 + 0.5 · 0.3 = 0.65.
  @Test
  void agreesWithCalculationByHand() throws IOException {
    Path file = folder.resolve("hand.arpa");
    trainer(Unit.WORDS, 2, List.of("a b", "a  c\n")).writeArpa(file);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\ta\t", "\tword\t")
            .replace(" a\n", " word\n")
            .replace("\ta ", "\tword "));
    NgramModel model = NgramModel.open(file);
    assertEquals(Unit.WORDS, model.unit());
    assertEquals(Math.log10(0.6 * 0.35 * 0.65), model.score("word b"), 1e-6);
    // b after begin is not there: the weight behind begin, 0.5, times p(b); then end after b.
    assertEquals(Math.log10(0.5 * 0.2 * 0.65), model.score("b"), 1e-6);
    // An unknown token: weight behind begin times p(unk); nothing is known behind it.
    assertEquals(Math.log10(0.5 * 0.1 * 0.3), model.score("z"), 1e-6);
    assertEquals(
        Math.round(10 * Math.pow(0.6 * 0.35 * 0.65, -1.0 / 3)) / 10.0, model.perplexity("word b"));
  }

  @Test
  void probabilitiesOfAllTokensSumToOneInEveryContext() throws IOException {
    NgramCounts counts = new NgramCounts(Unit.CHARACTERS, 4);
    english().subList(0, 60).forEach(counts::add);
    KneserNey smoothed = new KneserNey(counts);
    double unigrams = 0;
    for (int gram = 0; gram < counts.level(1).size(); gram++) {
      unigrams += smoothed.probability(1, gram);
    }
    assertEquals(1, unigrams, 1e-12);
    for (int length = 2; length <= 4; length++) {
      int contexts = counts.level(length - 1).size();
      double[] seen = new double[contexts];
      double[] shorter = new double[contexts];
      for (int gram = 0; gram < counts.level(length).size(); gram++) {
        int context = counts.level(length).parent(gram);
        seen[context] += smoothed.probability(length, gram);
        shorter[context] += smoothed.probability(length - 1, counts.level(length).suffix(gram));
      }
      for (int context = 0; context < contexts; context++) {
        double all = seen[context] + smoothed.backOff(length - 1, context) * (1 - shorter[context]);
        assertEquals(1, all, 1e-9, "context " + context + " of length " + (length - 1));
      }
    }
  }

  @Test
  void quantisedModelAgreesWithItsTextForm() throws IOException {
    List<String> texts = english();
    NgramTrainer trainer = trainer(Unit.CHARACTERS, 5, texts.subList(0, texts.size() / 2));
    Path exact = folder.resolve("en.arpa");
    Path small = folder.resolve("en.ngrams");
    trainer.writeArpa(exact);
    trainer.write(small);
    try (NgramModel one = NgramModel.open(exact);
        NgramModel other = NgramModel.open(small)) {
      assertEquals(Unit.CHARACTERS, one.unit());
      assertEquals(5, other.order());
      double worst = 0;
      for (String text : texts.subList(texts.size() / 2, texts.size())) {
        double perplexity = one.perplexity(text);
        worst = Math.max(worst, Math.abs(other.perplexity(text) - perplexity) / perplexity);
      }
      assertTrue(worst < 0.05, "largest relative difference " + worst);
    }
    assertTrue(Files.size(small) < Files.size(exact), "the quantised file is smaller");
  }

  @Test
  @Tag("peer")
  void scoresAsKenLmDoesWithItsOwnReaderOfOurFile() throws IOException, InterruptedException {
    List<String> texts = english();
    Path arpa = folder.resolve("en.arpa");
    trainer(Unit.WORDS, 4, texts.subList(0, texts.size() / 2)).writeArpa(arpa);
    List<String> asked = new ArrayList<>(texts);
    asked.addAll(List.of("", "unseen words alone", "a a a a a a a"));
    Path file = Files.write(folder.resolve("texts"), asked);
    Path scores = folder.resolve("scores");
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    Process python =
        new ProcessBuilder(
                System.getProperty("bloomery.python", "python3"),
                root.resolve("peers/kenlm_scores.py").toString(),
                arpa.toString(),
                file.toString(),
                scores.toString())
            .inheritIO()
            .start();
    assertEquals(0, python.waitFor());
    List<String> lines = Files.readAllLines(scores);
    assertEquals(asked.size(), lines.size());
    try (NgramModel model = NgramModel.open(arpa)) {
      for (int i = 0; i < asked.size(); i++) {
        double score = Double.parseDouble(lines.get(i));
        assertEquals(score, model.score(asked.get(i)), 1e-4 * Math.max(1, -score), asked.get(i));
      }
    }
  }

  @Test
  void ordinaryTextIsLikelierThanNoise() throws IOException {
    List<String> texts = english();
    Path file = folder.resolve("en.ngrams");
    trainer(Unit.CHARACTERS, 5, texts.subList(20, texts.size())).write(file);
    try (NgramModel model = NgramModel.open(file)) {
      double ordinary = model.perplexity(texts.getFirst());
      char[] letters = texts.getFirst().toCharArray();
      Arrays.sort(letters);
      assertTrue(ordinary * 3 < model.perplexity(new String(letters)));
    }
  }

  @Test
  void takesTextsOfEveryScriptAndNone() throws IOException {
    Path file = folder.resolve("any.ngrams");
    trainer(Unit.CHARACTERS, 3, List.of("हिन्दी भाषा", "中文😀文本", "", " \n")).write(file);
    try (NgramModel model = NgramModel.open(file)) {
      for (String text : List.of("", "हिन्दी", "😀", "\uD83D", "१२३ 123", "x".repeat(1 << 20))) {
        assertTrue(
            Double.isFinite(model.perplexity(text)), text.substring(0, Math.min(9, text.length())));
      }
    }
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path file = folder.resolve("cut.ngrams");
    trainer(Unit.WORDS, 2, List.of("a b", "a c")).write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertThrows(ArtifactException.class, () -> NgramModel.open(file));
    Files.write(file, new byte[3]);
    assertThrows(ArtifactException.class, () -> NgramModel.open(file));
    Path text =
        Files.writeString(folder.resolve("cut.arpa"), "\\data\\\nngram 1=2\n\n\\1-grams:\n-1\ta\n");
    assertThrows(ArtifactException.class, () -> NgramModel.open(text));
    Files.writeString(text, "\\data\\\nngram 1=x\n");
    assertThrows(ArtifactException.class, () -> NgramModel.open(text));
    for (String size : List.of("2000000000", "600000000", "-1")) {
      Files.writeString(text, "\\data\\\nngram 1=" + size + "\n\n\\1-grams:\n");
      ArtifactException refused =
          assertThrows(ArtifactException.class, () -> NgramModel.open(text));
      assertTrue(String.valueOf(refused.getMessage()).contains(size), refused.getMessage());
    }
    assertThrows(ResourceException.class, () -> NgramModel.open(folder.resolve("no.ngrams")));
  }
}
