package org.bloomery.curate.ngram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bloomery.curate.ngram.NgramCounts.Level;

/// Trains a model: texts go in one by one, then it is written in either form.
public final class NgramTrainer {
  private final NgramCounts counts;
  private long texts;

  /// @param order tokens of the longest n-grams
  public NgramTrainer(Unit unit, int order) {
    if (order < 1 || order > 8) {
      throw new IllegalArgumentException("order = " + order + " must lie between 1 and 8");
    }
    counts = new NgramCounts(unit, order);
  }

  /// Learns from a text as one sentence.
  public void add(String text) {
    counts.add(text);
    texts++;
  }

  public long texts() {
    return texts;
  }

  /// Writes the model quantised, to be mapped into memory.
  public void write(Path file) {
    visit(new NgramFile.Writer(file, counts.unit()));
  }

  /// Writes the model as text, as every toolkit reads it.
  public void writeArpa(Path file) {
    visit(new ArpaFile.Writer(file));
  }

  /// Takes a model n-gram by n-gram, those of one length after those of another.
  interface Visitor {
    void length(int length, int order, int size) throws IOException;

    void gram(int length, String[] words, float probability, float backOff) throws IOException;

    void end() throws IOException;
  }

  private void visit(Visitor visitor) {
    KneserNey smoothed = new KneserNey(counts);
    try {
      for (int length = 1; length <= counts.order(); length++) {
        Level level = counts.level(length);
        visitor.length(length, counts.order(), level.size());
        for (int gram = 0; gram < level.size(); gram++) {
          visitor.gram(
              length,
              words(length, gram),
              logarithm(smoothed.probability(length, gram)),
              logarithm(smoothed.backOff(length, gram)));
        }
      }
      visitor.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float logarithm(double value) {
    return value <= 0 ? ArpaFile.NEVER : (float) StrictMath.log10(value);
  }

  private String[] words(int length, int gram) {
    String[] words = new String[length];
    int at = gram;
    for (int i = length; i >= 1; i--) {
      words[i - 1] = counts.word(counts.level(i).lastWord(at));
      at = counts.level(i).parent(at);
    }
    return words;
  }
}
