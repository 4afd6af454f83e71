package org.bloomery.curate.operator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
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
/// times as long as all filters together. Never changes after loading, so all threads share it.
final class LanguageModel {
  static final String VERSION = "opennlp-langdetect-183";
  private static final String RESOURCE = "/langdetect-183.bin";
  private static final int LONGEST = 3;

  /// Open addressing: keys of n-grams, 0 where a slot is free.
  private final long[] keys;

  /// Where the weights of a slot's n-gram begin and end.
  private final int[] begins;

  private final int[] ends;
  private final short[] labels;
  private final double[] weights;
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
    Map<String, Context> contexts = new HashMap<>();
    ((Map<?, ?>) parts[1])
        .forEach((ngram, weight) -> contexts.put((String) ngram, (Context) weight));
    contexts.keySet().removeIf(ngram -> ngram.isEmpty() || ngram.length() > LONGEST);
    keys = new long[Integer.highestOneBit(contexts.size()) << 2];
    begins = new int[keys.length];
    ends = new int[keys.length];
    int all = contexts.values().stream().mapToInt(context -> context.getOutcomes().length).sum();
    labels = new short[all];
    weights = new double[all];
    int[] end = {0};
    contexts.forEach((ngram, context) -> {
      int slot = slot(key(ngram.toCharArray(), 0, ngram.length()));
      keys[slot] = key(ngram.toCharArray(), 0, ngram.length());
      begins[slot] = end[0];
      for (int i = 0; i < context.getOutcomes().length; i++) {
        labels[end[0]] = (short) context.getOutcomes()[i];
        weights[end[0]++] = context.getParameters()[i];
      }
      ends[slot] = end[0];
    });
    codes = new String[maxent.getNumOutcomes()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = LanguageCodes.of(maxent.getOutcome(i));
    }
  }

  private static long key(char[] text, int from, int length) {
    long key = length;
    for (int i = from; i < from + length; i++) {
      key = (key << Character.SIZE) | text[i];
    }
    return key;
  }

  private int slot(long key) {
    int slot = (int) Keys.mix(key) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
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
    double[] sums = new double[codes.length];
    char[] normal = DetectorText.of(text);
    BitSet seen = new BitSet(keys.length);
    for (int length = 1; length <= LONGEST; length++) {
      for (int from = 0; from + length <= normal.length; from++) {
        int slot = slot(key(normal, from, length));
        if (keys[slot] != 0 && !seen.get(slot)) {
          seen.set(slot);
          for (int i = begins[slot]; i < ends[slot]; i++) {
            sums[labels[i]] += weights[i];
          }
        }
      }
    }
    return softmax(sums);
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
