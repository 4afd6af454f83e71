package org.bloomery.curate.ngram;

import java.nio.file.Path;

/// A back-off model: the probability of a token after the tokens before it is that of the longest
/// n-gram that the model holds, times the back-off weights of the longer contexts (Katz 1987; the
/// weights of an interpolated Kneser-Ney model make the two the same).
public final class NgramModel implements AutoCloseable {
  static final String BEGIN = "<s>";
  static final String END = "</s>";
  static final String UNKNOWN = "<unk>";
  private static final double DECIMALS = 10;

  private final Unit unit;
  private final NgramTables tables;
  private final int order;
  private final long[] powers;
  private final float unknown;

  NgramModel(Unit unit, NgramTables tables) {
    this.unit = unit;
    this.tables = tables;
    order = tables.order();
    powers = GramKeys.powers(order);
    long slot = tables.find(1, Unit.key(UNKNOWN));
    unknown = slot < 0 ? ArpaFile.NEVER : tables.probability(1, slot);
  }

  /// Opens a model: `.ngrams`, mapped into memory, or `.arpa`, read as text.
  public static NgramModel open(Path file) {
    return file.toString().endsWith(".arpa") ? ArpaFile.read(file) : NgramFile.open(file);
  }

  public int order() {
    return order;
  }

  public Unit unit() {
    return unit;
  }

  /// The perplexity of a text as one sentence, its end included, rounded to one decimal as ROOTS
  /// did.
  public double perplexity(String text) {
    long[] tokens = unit.keys(text);
    double logarithm = score(tokens);
    double perplexity = StrictMath.pow(10, -logarithm / (tokens.length + 1));
    return Math.round(perplexity * DECIMALS) / DECIMALS;
  }

  /// The logarithm to base 10 of a text's probability as one sentence.
  public double score(String text) {
    return score(unit.keys(text));
  }

  private double score(long[] tokens) {
    long[] sentence = new long[tokens.length + 2];
    sentence[0] = Unit.key(BEGIN);
    System.arraycopy(tokens, 0, sentence, 1, tokens.length);
    sentence[tokens.length + 1] = Unit.key(END);
    long[] beginnings = GramKeys.beginnings(sentence);
    double sum = 0;
    int context = 1; // tokens before the next one that the model knows together
    for (int at = 1; at < sentence.length; at++) {
      int longest = Math.min(Math.min(context, order - 1), at);
      int length = longest + 1;
      long slot = -1;
      while (length > 0
          && (slot = tables.find(length, GramKeys.of(beginnings, powers, at + 1 - length, at + 1)))
              < 0) {
        length--;
      }
      sum += slot < 0 ? unknown : tables.probability(length, slot);
      for (int i = longest; i >= Math.max(1, length); i--) {
        long before = tables.find(i, GramKeys.of(beginnings, powers, at - i, at));
        sum += before < 0 ? 0 : tables.backOff(i, before);
      }
      context = length;
    }
    return sum;
  }

  @Override
  public void close() {
    tables.close();
  }
}
