package org.bloomery.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// Accuracy on a multiple-choice task, with its standard error sd(n − 1)/√n.
///
/// @param accuracy share of items whose own passage has the highest log-probability; the first of
///   equals wins (`acc` of lm-evaluation-harness)
/// @param byteAccuracy the same with log-probability divided by the passage's UTF-8 bytes
///   (`acc_bytes`)
record ChoiceScore(
    int items,
    double accuracy,
    double accuracyError,
    double byteAccuracy,
    double byteAccuracyError) {

  /// What was right, an item.
  record Outcome(boolean plain, boolean byBytes) {}

  static ChoiceScore of(List<Outcome> outcomes) {
    boolean[] plain = new boolean[outcomes.size()];
    boolean[] byBytes = new boolean[outcomes.size()];
    for (int i = 0; i < outcomes.size(); i++) {
      plain[i] = outcomes.get(i).plain();
      byBytes[i] = outcomes.get(i).byBytes();
    }
    return new ChoiceScore(
        outcomes.size(), mean(plain), error(plain), mean(byBytes), error(byBytes));
  }

  static double mean(boolean[] hits) {
    int sum = 0;
    for (boolean hit : hits) {
      sum += hit ? 1 : 0;
    }
    return hits.length == 0 ? 0 : (double) sum / hits.length;
  }

  /// Sample standard deviation over √n; for hits it is √(p(1−p)/(n−1)).
  static double error(boolean[] hits) {
    double p = mean(hits);
    return hits.length < 2 ? 0 : Math.sqrt(p * (1 - p) / (hits.length - 1));
  }

  /// Scores all passages of all items.
  static List<Outcome> outcomes(
      List<ChoiceItem> items,
      Tokenizer tokenizer,
      int separator,
      int context,
      TokenLikelihood model) {
    List<Passage> passages = new ArrayList<>();
    for (ChoiceItem item : items) {
      for (String choice : item.choices()) {
        passages.add(passage(item.context(), choice, tokenizer, separator, context));
      }
    }
    double[] sums = model.sums(passages);
    List<Outcome> outcomes = new ArrayList<>();
    int next = 0;
    for (ChoiceItem item : items) {
      double[] plain = Arrays.copyOfRange(sums, next, next + item.choices().size());
      double[] byBytes = plain.clone();
      for (int c = 0; c < byBytes.length; c++) {
        byBytes[c] /= item.choices().get(c).getBytes(StandardCharsets.UTF_8).length;
      }
      next += plain.length;
      outcomes.add(new Outcome(best(plain) == item.answer(), best(byBytes) == item.answer()));
    }
    return outcomes;
  }

  /// The passage's tokens are those of context and passage together, less as many as the context
  /// has alone: the boundary rule of lm-evaluation-harness. Too long a context loses its beginning.
  static Passage passage(
      String context, String choice, Tokenizer tokenizer, int separator, int maximum) {
    int[] whole = tokenizer.encode(context + choice, Specials.AS_TEXT);
    int boundary = Math.min(tokenizer.encode(context, Specials.AS_TEXT).length, whole.length - 1);
    int[] ids = new int[whole.length + 1];
    ids[0] = separator;
    System.arraycopy(whole, 0, ids, 1, whole.length);
    int dropped = Math.max(0, ids.length - maximum - 1);
    return new Passage(
        Arrays.copyOfRange(ids, dropped, ids.length), Math.max(1, boundary + 1 - dropped));
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
