package org.bloomery.curate.fasttext;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;

/// A supervised fastText model. It never changes after it is opened, so all threads share it; its
/// matrix stays in the mapped file.
public final class FastTextModel {
  static final String LABEL = "__label__";
  private static final int MAGIC = 793_712_314;
  private static final int OLDEST = 11;
  private static final int NEWEST = 12;
  private static final int SUPERVISED = 3;
  private static final int SIGMOID_BINS = 512;
  private static final float SIGMOID_LIMIT = 8;

  private final int columns;
  private final int loss;
  private final Dictionary dictionary;
  private final Matrix input;
  private final Matrix output;
  private final LabelTree tree;

  private FastTextModel(ModelBytes in) {
    int magic = in.int32();
    int version = in.int32();
    if (magic != MAGIC || version < OLDEST || version > NEWEST) {
      throw in.broken("is not a fastText model of version 11 or 12");
    }
    columns = in.int32();
    in.slice(4L * Integer.BYTES); // window, epochs, smallest count, negative samples
    int wordGrams = in.int32();
    loss = in.int32();
    int model = in.int32();
    int buckets = in.int32();
    int shortest = in.int32();
    int stated = in.int32();
    int longest = version == OLDEST ? 0 : stated; // old classifiers had no character n-grams
    in.int32(); // rate updates
    in.float64(); // sampling threshold
    if (model != SUPERVISED) {
      throw in.broken("holds word vectors, not a classifier");
    }
    if (columns < 1 || columns > 1 << 16 || (buckets < 1 && (wordGrams > 1 || longest > 0))) {
      throw in.broken("has " + columns + " columns and " + buckets + " buckets");
    }
    dictionary = new Dictionary(in, new Dictionary.Settings(wordGrams, buckets, shortest, longest));
    boolean quantised = in.bool();
    input = Matrix.read(in, quantised);
    boolean quantisedOutput = in.bool();
    output = Matrix.read(in, quantised && quantisedOutput);
    tree = new LabelTree(dictionary.labelCounts());
    if (output.rows() < dictionary.labels().size() - (loss == Loss.HIERARCHICAL ? 1 : 0)) {
      throw in.broken("has fewer rows than labels");
    }
  }

  /// How the model was trained, which decides how it predicts.
  private static final class Loss {
    private static final int HIERARCHICAL = 1;
    private static final int SOFTMAX = 3;
  }

  /// Opens a model; `.bin` and `.ftz` are told apart by what they say.
  public static FastTextModel open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new FastTextModel(
          new ModelBytes(
              channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()),
              path.toString()));
    } catch (NoSuchFileException e) {
      throw new ResourceException(path + " does not exist", e);
    } catch (IOException e) {
      throw new ResourceException(path + " cannot be read: " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw new ArtifactException(path + " is damaged; fetch or train the model again", e);
    }
  }

  /// The labels, without `__label__`.
  public List<String> labels() {
    return dictionary.labels().stream()
        .map(label -> label.startsWith(LABEL) ? label.substring(LABEL.length()) : label)
        .toList();
  }

  /// What fastText's `predict` says for each label of a text that is one line: probabilities, each
  /// up to 1e-5 too large, since it adds that before it takes a logarithm. All are zero for a text
  /// of which the model knows nothing.
  public double[] predict(String line) {
    RowList rows = dictionary.rows(line);
    double[] result = new double[dictionary.labels().size()];
    if (rows.size() == 0) {
      return result;
    }
    float[] hidden = new float[columns];
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) >= input.rows()) {
        throw new ArtifactException("the fastText model has fewer rows than its n-grams need");
      }
      input.addRow(hidden, rows.get(i));
    }
    float scale = (float) (1.0 / rows.size());
    for (int i = 0; i < columns; i++) {
      hidden[i] *= scale;
    }
    if (loss == Loss.HIERARCHICAL) {
      tree.predict(output, hidden, result);
      return result;
    }
    float[] values = new float[result.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = output.dot(hidden, i);
    }
    if (loss == Loss.SOFTMAX) {
      softmax(values);
    } else {
      sigmoid(values);
    }
    for (int i = 0; i < values.length; i++) {
      result[i] = StrictMath.exp(logarithm(values[i]));
    }
    return result;
  }

  static float logarithm(double value) {
    return (float) StrictMath.log(value + 1e-5);
  }

  private static void softmax(float[] values) {
    float largest = values[0];
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) StrictMath.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }

  /// From a table of 512 steps, as fastText has it.
  private static void sigmoid(float[] values) {
    for (int i = 0; i < values.length; i++) {
      float x = values[i];
      if (x < -SIGMOID_LIMIT) {
        values[i] = 0;
      } else if (x > SIGMOID_LIMIT) {
        values[i] = 1;
      } else {
        int bin = (int) ((x + SIGMOID_LIMIT) * SIGMOID_BINS / SIGMOID_LIMIT / 2);
        float at = bin * 2 * SIGMOID_LIMIT / SIGMOID_BINS - SIGMOID_LIMIT;
        values[i] = (float) (1.0 / (1.0 + StrictMath.exp(-at)));
      }
    }
  }
}
