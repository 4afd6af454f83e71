package org.bloomery.tokenize.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.cut.Gpt2PreTokenizer;
import org.bloomery.tokenize.cut.Llama3PreTokenizer;
import org.bloomery.tokenize.cut.PieceCutter;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.cut.RegexPreTokenizer;
import org.bloomery.tokenize.text.TextPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines are told apart without another cut of the text, whatever the pre-tokeniser looks at.
class DistinctLinesTest {
  /// Cuts in another way behind a line feed, before one, and at the ends of a text.
  private static final RegexPreTokenizer LOOK_AROUND =
      new RegexPreTokenizer("(?<=\\n)a+|a+(?=\\n)|^b|b$| ?[a-z]|\\s+(?!\\S)|\\s+(?=[a-b])|\\s");

  private static final List<PreTokenizer> PRE_TOKENIZERS =
      List.of(
          new BloomPreTokenizer(),
          new Gpt2PreTokenizer(),
          new Llama3PreTokenizer(3),
          new RegexPreTokenizer("[a-d\\n]+|\\s+"),
          LOOK_AROUND);

  @TempDir Path folder;

  private static List<String> pieces(PieceCutter cutter, String text) {
    List<String> pieces = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cutter.start(bytes, 0, bytes.length);
    for (int at = 0; at < bytes.length; ) {
      int end = cutter.end(bytes, at, bytes.length);
      pieces.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
      at = end;
    }
    return pieces;
  }

  /// The lines of a text as lists of pieces.
  private static List<List<String>> lines(PieceCutter cutter, String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (String piece : pieces(cutter, text)) {
      line.add(piece);
      if (piece.contains("\n")) {
        lines.add(line);
        line = new ArrayList<>();
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static Map<String, Long> expected(PreTokenizer preTokenizer, List<String> texts) {
    PieceCutter cutter = preTokenizer.cutter();
    Set<List<String>> seen = new HashSet<>();
    Map<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      for (List<String> line : lines(cutter, text)) {
        if (seen.add(line)) {
          line.forEach(piece -> counts.merge(piece, 1L, Long::sum));
        }
      }
    }
    return counts;
  }

  private static List<TextPart> parts(List<String> texts) {
    return texts.stream().<TextPart>map(text -> sink -> sink.accept(text)).toList();
  }

  private static Map<String, Long> counted(WordList list) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (list) {
      list.forEach((word, from, to, count) ->
          counts.merge(
              new String(word, from, to - from, StandardCharsets.UTF_8), count, Long::sum));
    }
    return counts;
  }

  private static List<String> texts(Random random, int count) {
    List<String> texts = new ArrayList<>();
    String[] parts = {"a", "aa", "b", "c", " ", "  ", "\n", "\n\n", "\r\n", "\t", "é", "'s", "12"};
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void countsThePiecesOfTheTextsOwnCut() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      List<String> texts = texts(new Random(seed), 6);
      for (PreTokenizer preTokenizer : PRE_TOKENIZERS) {
        String shown = "seed " + seed + ", " + preTokenizer;
        Map<String, Long> expected = expected(preTokenizer, texts);
        WordCounter counter = new WordCounter(preTokenizer, true, 1 + (int) seed % 3);
        assertEquals(expected, counted(counter.count(parts(texts), _ -> {})), shown);
        if (seed < 6) {
          assertEquals(expected, throughPartitions(preTokenizer, texts), shown);
        }
      }
    }
  }

  /// As tasks on a cluster do it: lines to disk by their hash, then each partition for itself.
  private Map<String, Long> throughPartitions(PreTokenizer preTokenizer, List<String> texts)
      throws IOException {
    LineCutter cutter = new LineCutter(preTokenizer);
    List<LineSpill> spills = new ArrayList<>();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try (LineSpill spill = new LineSpill(folder.resolve("task-" + spills.size()), 0)) {
        cutter.forEachLine(bytes, 0, bytes.length, spill::add);
        spills.add(spill);
      }
    }
    Map<String, Long> counts = new TreeMap<>();
    for (int partition = 0; partition < LineSpill.PARTITIONS; partition++) {
      WordCounter counter = new WordCounter(preTokenizer, true, 1);
      counted(counter.countSpilled(spills, partition))
          .forEach((word, count) -> counts.merge(word, count, Long::sum));
    }
    return counts;
  }

  @Test
  void alsoWhenLinesGoToDisk() throws IOException {
    Random random = new Random(7);
    List<String> texts = texts(random, 300);
    String wide = "é".repeat(400) + " ";
    for (int i = 0; i < 40_000; i++) {
      texts.add("c" + i % 30_000 + " aa\naa\n" + (i % 5000 == 0 ? wide.repeat(90) : "b"));
    }
    CountingMemory memory = new CountingMemory(1 << 20, folder);
    for (PreTokenizer preTokenizer : List.of(new Gpt2PreTokenizer(), LOOK_AROUND)) {
      assertEquals(
          expected(preTokenizer, texts),
          counted(new WordCounter(preTokenizer, true, 2, memory).count(parts(texts), _ -> {})));
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
  }

  /// Else the tests above would say nothing.
  @Test
  void aLineForItselfCanHaveOtherPieces() {
    assertEquals(
        List.of(List.of("c", "\n"), List.of("aa", "b")), lines(LOOK_AROUND.cutter(), "c\naab"));
    assertEquals(List.of("a", "a", "b"), pieces(LOOK_AROUND.cutter(), "aab"));
  }
}
