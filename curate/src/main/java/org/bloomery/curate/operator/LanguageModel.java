package org.bloomery.curate.operator;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import org.bloomery.artifact.ResourceException;
import org.bloomery.curate.text.Keys;

/// The model of Apache OpenNLP's language detector (`opennlp-models-langdetect`, 103 languages):
/// softmax over the summed weights of the different n-grams of a text, one to three characters.
///
/// Normalisation and weights are OpenNLP's; n-grams are found and summed here. An n-gram of up to
/// three characters is a number, looked up in a table, and nothing is boxed; OpenNLP's own way,
/// with a map of buffers and the logarithm of the sum of exponentials once per language, takes many
/// times as long as all filters together. Frequent n-grams say something of nearly every language:
/// their weights stand in rows with a place for each label, which a processor adds several at a
/// time. Never changes after loading, so all threads share it.
final class LanguageModel {
  static final String VERSION = "opennlp-langdetect-183";
  private static final String RESOURCE = "/langdetect-183.bin";
  private static final int LONGEST = 3;

  /// Numbers of n-grams are the low bits of a slot.
  private static final int NUMBER_BITS = 20;

  private static final int NUMBERS = (1 << NUMBER_BITS) - 1;
  private static final double UNITS = 0x1p32;

  /// Characters of the model, numbered from 1; 0: in no n-gram.
  private final char[] letters = new char[1 << Character.SIZE];

  /// As many bits as a number of a character needs.
  private final int letterBits;

  /// Open addressing: an n-gram's characters and its number; 0 where a slot is free.
  private final long[] slots;

  /// Weights of the n-grams with the lowest numbers, a row each; in units of 2^-32, which is exact
  /// to 1e-10, and whose sums do not depend on the order.
  private final int[] rows;

  private final int width;
  private final int rowCount;

  /// Where the weights of the other n-grams begin; one more for the end.
  private final int[] begins;

  private final short[] labels;
  private final int[] weights;
  private final String[] codes;

  private static final class Shared {
    private static final LanguageModel MODEL = new LanguageModel(load());
  }

  static LanguageModel shared() {
    return Shared.MODEL;
  }

  LanguageModel(LanguageDetectorModel model) {
    if (!(model.getMaxentModel() instanceof AbstractModel maxent)) {
      throw new IllegalStateException(RESOURCE + " is not the kind of model that this code knows");
    }
    Object[] parts = maxent.getDataStructures(); // weights by n-gram, by its documentation second
    Map<String, Context> contexts = new TreeMap<>();
    ((Map<?, ?>) parts[1])
        .forEach((ngram, weight) -> contexts.put((String) ngram, (Context) weight));
    contexts.keySet().removeIf(ngram -> ngram.isEmpty() || ngram.length() > LONGEST);
    codes = new String[maxent.getNumOutcomes()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = LanguageCodes.of(maxent.getOutcome(i));
    }
    letterBits = Integer.SIZE - Integer.numberOfLeadingZeros(number(contexts.keySet()));
    if (contexts.size() > NUMBERS || LONGEST * letterBits + NUMBER_BITS > Long.SIZE) {
      throw new IllegalStateException(RESOURCE + " is larger than this code expects");
    }
    slots = new long[Integer.highestOneBit(contexts.size()) << 2];
    width = (codes.length + 7) & -8; // whole vectors
    List<Context> full = new ArrayList<>();
    List<Context> sparse = new ArrayList<>();
    contexts.forEach((ngram, context) -> {
      if (isFull(context)) {
        put(ngram, full.size());
        full.add(context);
      }
    });
    rowCount = full.size();
    contexts.forEach((ngram, context) -> {
      if (!isFull(context)) {
        put(ngram, rowCount + sparse.size());
        sparse.add(context);
      }
    });
    rows = new int[rowCount * width];
    for (int row = 0; row < rowCount; row++) {
      Context context = full.get(row);
      for (int i = 0; i < context.getOutcomes().length; i++) {
        rows[row * width + context.getOutcomes()[i]] = fixed(context.getParameters()[i]);
      }
    }
    int all = sparse.stream().mapToInt(context -> context.getOutcomes().length).sum();
    begins = new int[sparse.size() + 1];
    labels = new short[all];
    weights = new int[all];
    int end = 0;
    for (int number = 0; number < sparse.size(); number++) {
      Context context = sparse.get(number);
      for (int i = 0; i < context.getOutcomes().length; i++) {
        labels[end] = (short) context.getOutcomes()[i];
        weights[end++] = fixed(context.getParameters()[i]);
      }
      begins[number + 1] = end;
    }
  }

  private static int fixed(double weight) {
    if (Math.abs(weight) >= 0.5) {
      throw new IllegalStateException(RESOURCE + " has a weight of " + weight);
    }
    return (int) Math.round(weight * UNITS);
  }

  private boolean isFull(Context context) {
    return 2 * context.getOutcomes().length > codes.length;
  }

  /// Numbers the characters, and says how many there are.
  private int number(Set<String> ngrams) {
    int count = 0;
    for (String ngram : ngrams) {
      for (int i = 0; i < ngram.length(); i++) {
        if (letters[ngram.charAt(i)] == 0) {
          letters[ngram.charAt(i)] = (char) ++count;
        }
      }
    }
    return count;
  }

  private void put(String ngram, int number) {
    long key = 0;
    for (int i = 0; i < ngram.length(); i++) {
      key = (key << letterBits) | letters[ngram.charAt(i)];
    }
    int slot = first(key);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = (key << NUMBER_BITS) | number;
  }

  private int first(long key) {
    return (int) Keys.mix(key) & (slots.length - 1);
  }

  /// The number of an n-gram, or -1. No letter has the number 0, so keys of different lengths
  /// differ.
  private int find(long key) {
    int slot = first(key);
    while (slots[slot] != 0) {
      if (slots[slot] >>> NUMBER_BITS == key) {
        return (int) slots[slot] & NUMBERS;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  static LanguageDetectorModel load() {
    try (InputStream in = LanguageModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new ResourceException(
            RESOURCE + " is not on the class path; opennlp-models-langdetect brings it");
      }
      return new LanguageDetectorModel(in);
    } catch (IOException e) {
      throw new ResourceException(RESOURCE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// ISO 639-1 code (else 639-3) of a label; two labels may share one.
  String code(int label) {
    return codes[label];
  }

  /// Whether a label stands for a language.
  boolean knows(String code) {
    return Arrays.asList(codes).contains(code);
  }

  /// Probability of each label; they sum to 1.
  double[] probabilities(String text) {
    long[] sums = new long[width];
    char[] normal = DetectorText.of(text);
    for (int i = 0; i < normal.length; i++) {
      normal[i] = letters[normal[i]];
    }
    BitSet seen = new BitSet(rowCount + begins.length);
    for (int length = 1; length <= LONGEST; length++) {
      long mask = (1L << (length * letterBits)) - 1;
      long key = 0;
      int known = 0; // characters of the model in a row
      for (char letter : normal) {
        key = ((key << letterBits) | letter) & mask;
        known = letter == 0 ? 0 : known + 1;
        int number = known < length ? -1 : find(key);
        if (number >= 0 && !seen.get(number)) {
          seen.set(number);
          add(number, sums);
        }
      }
    }
    return softmax(Arrays.stream(sums, 0, codes.length).mapToDouble(sum -> sum / UNITS).toArray());
  }

  private void add(int number, long[] sums) {
    if (number < rowCount) {
      int row = number * width;
      for (int label = 0; label < width; label++) {
        sums[label] += rows[row + label];
      }
    } else {
      int end = begins[number - rowCount + 1];
      for (int i = begins[number - rowCount]; i < end; i++) {
        sums[labels[i]] += weights[i];
      }
    }
  }

  /// In place; the largest exponent is 0, so nothing overflows. StrictMath, because a document must
  /// get the same confidence on every machine.
  private static double[] softmax(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
