package org.bloomery.curate.operator;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorContextGenerator;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import org.bloomery.artifact.ResourceException;

/// The model of Apache OpenNLP's language detector (`opennlp-models-langdetect`, 103 languages):
/// softmax over the summed weights of a text's character n-grams.
///
/// The n-grams and the weights are OpenNLP's; the sum is done here, because its `QNModel` takes the
/// logarithm of the sum of exponentials once per language where once is enough. Never changes after
/// loading, so all threads share it.
final class LanguageModel {
  static final String VERSION = "opennlp-langdetect-183";
  private static final String RESOURCE = "/langdetect-183.bin";

  private final LanguageDetectorContextGenerator ngrams;
  private final Map<String, Context> weights = new HashMap<>();
  private final String[] codes;

  private static final class Shared {
    private static final LanguageModel MODEL = new LanguageModel(load());
  }

  static LanguageModel shared() {
    return Shared.MODEL;
  }

  LanguageModel(LanguageDetectorModel model) {
    ngrams = model.getFactory().getContextGenerator();
    if (!(model.getMaxentModel() instanceof AbstractModel maxent)) {
      throw new IllegalStateException(RESOURCE + " is not the kind of model that this code knows");
    }
    Object[] parts = maxent.getDataStructures(); // weights by n-gram, by its documentation second
    ((Map<?, ?>) parts[1])
        .forEach((ngram, weight) -> weights.put((String) ngram, (Context) weight));
    codes = new String[maxent.getNumOutcomes()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = LanguageCodes.of(maxent.getOutcome(i));
    }
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

  /// Probability of each label; they sum to 1.
  double[] probabilities(String text) {
    double[] sums = new double[codes.length];
    for (CharSequence ngram : ngrams.getContext(text)) {
      Context context = weights.get(ngram.toString());
      if (context != null) {
        int[] labels = context.getOutcomes();
        double[] values = context.getParameters();
        for (int i = 0; i < labels.length; i++) {
          sums[labels[i]] += values[i];
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
