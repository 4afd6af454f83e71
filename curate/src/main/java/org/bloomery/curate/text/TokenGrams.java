package org.bloomery.curate.text;

/// n-grams of a text's tokens, and how many characters of the text they are.
public final class TokenGrams {
  private static final int[] NO_CHARACTERS = {0};

  private final Spans tokens;
  private final int[] characters; // code points before each token
  private final int[] units; // UTF-16 units before each token
  private final long[] joined; // key of all tokens before each one, joined
  private final long[] sequence; // key of all tokens before each one, as a sequence

  public TokenGrams(TextView view) {
    tokens = view.tokens();
    int size = tokens.size();
    characters = size == 0 ? NO_CHARACTERS : new int[size + 1];
    units = new int[size + 1];
    joined = new long[size + 1];
    sequence = new long[size + 1];
    boolean basic = view.length() == view.text().length();
    char[] text = view.characters();
    for (int i = 0; i < size; i++) {
      int length = tokens.to(i) - tokens.from(i);
      units[i + 1] = units[i] + length;
      characters[i + 1] =
          characters[i] + (basic ? length : Lines.length(text, tokens.from(i), tokens.to(i)));
      sequence[i + 1] = sequence[i] * Grams.FACTOR + tokens.key(i);
      joined[i + 1] = Keys.joined(joined[i], tokens.key(i), length);
    }
  }

  /// Characters of the most frequent n-gram, a space between two tokens, times how often it is
  /// there. Of several the first counts.
  public int mostFrequent(int n, KeyCounter counter) {
    int grams = tokens.size() - n + 1;
    if (grams <= 0) {
      return 0;
    }
    counter.clear(grams);
    long power = Grams.power(n);
    for (int i = 0; i < grams; i++) {
      counter.add(sequence[i + n] - sequence[i] * power);
    }
    int most = counter.most();
    int first = 0;
    while (counter.count(sequence[first + n] - sequence[first] * power) != most) {
      first++;
    }
    return (characters[first + n] - characters[first] + n - 1) * most;
  }

  /// Characters of n-grams that were there before; after one, counting goes on behind it.
  public int repeated(int n, KeyCounter counter) {
    int last = tokens.size() - n;
    if (last < 0) {
      return 0;
    }
    counter.clear(last + 1);
    int sum = 0;
    for (int i = 0; i <= last; ) {
      long key = joined[i + n] - joined[i] * Keys.power(units[i + n] - units[i]);
      if (counter.add(key) > 0) {
        sum += characters[i + n] - characters[i];
        i += n;
      } else {
        i++;
      }
    }
    return sum;
  }
}
