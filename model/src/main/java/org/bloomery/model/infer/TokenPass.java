package org.bloomery.model.infer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bloomery.model.AlibiSlopes;
import org.bloomery.model.file.BloomConfig;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/// The forward pass for one token after those in a cache: Java loops, and BLAS for the products of
/// a matrix and a vector, which are bound by reading the weights. A call costs about a microsecond,
/// where a tensor operator costs several.
///
/// Large matrices are cut in blocks of rows that threads share; the cut is fixed, so the result
/// does not depend on their number. An object serves one sequence at a time.
final class TokenPass implements AutoCloseable {
  private final Weights weights;
  private final BloomConfig config;
  private final float[] slopes;
  private final FloatPointer input;
  private final FloatPointer output;
  private final float[] hidden;
  private final float[] normed;
  private final float[] mixed;
  private final float[] projected;
  private final float[] inner;

  TokenPass(InferenceModel model) {
    this.weights = model.weights();
    this.config = model.config();
    int size = config.hiddenSize();
    double[] exact = AlibiSlopes.of(config.heads());
    this.slopes = new float[exact.length];
    for (int i = 0; i < exact.length; i++) {
      slopes[i] = (float) exact[i];
    }
    this.input = new FloatPointer(4L * size).retainReference();
    this.output = new FloatPointer((long) Math.max(4 * size, config.vocabularySize()));
    output.retainReference();
    this.hidden = new float[size];
    this.normed = new float[size];
    this.mixed = new float[3 * size];
    this.projected = new float[size];
    this.inner = new float[4 * size];
  }

  /// Runs `id` at `position`, whose predecessors are in `cache`, and stores its keys and values
  /// there.
  ///
  /// @return the logits of the next token, a new array
  float[] next(int id, int position, KeyValueCache cache) {
    cache.ensure(position + 1);
    weights.embeddingRows.getPointer((long) id * hidden.length).get(hidden);
    norm(hidden, weights.embeddingNorm, hidden);
    for (int number = 0; number < config.layers(); number++) {
      Weights.Layer layer = weights.layers.get(number);
      norm(hidden, layer.inputNorm(), normed);
      multiply(layer.queryKeyValue(), normed, mixed);
      cache.append(number, position, mixed);
      attend(cache.keys(number), cache.values(number), cache.capacity(), position + 1);
      multiply(layer.dense(), normed, projected);
      add(hidden, projected);
      norm(hidden, layer.attentionNorm(), normed);
      multiply(layer.up(), normed, inner);
      gelu(inner);
      multiply(layer.down(), inner, projected);
      add(hidden, projected);
    }
    return logits(hidden);
  }

  /// The logits that follow from the residual stream after the last layer.
  float[] logits(float[] residual) {
    norm(residual, weights.finalNorm, normed);
    float[] logits = new float[config.vocabularySize()];
    multiply(weights.head, normed, logits);
    return logits;
  }

  /// `to = weight · from + bias`
  private void multiply(Weights.Linear linear, float[] from, float[] to) {
    input.put(from);
    if (linear.blocks.length == 1) {
      multiplyBlock(linear, 0);
    } else {
      IntStream.range(0, linear.blocks.length)
          .parallel()
          .forEach(block -> multiplyBlock(linear, block));
    }
    output.get(to);
    add(to, linear.shift);
  }

  private void multiplyBlock(Weights.Linear linear, int block) {
    int first = block * linear.blockRows;
    int rows = Math.min(linear.blockRows, linear.out - first);
    openblas_nolapack.cblas_sgemv(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasNoTrans,
        rows,
        linear.in,
        1f,
        linear.blocks[block],
        linear.in,
        input,
        1,
        0f,
        first == 0 ? output : output.getPointer(first),
        1);
  }

  /// Attention of the query in `mixed` over `length` positions, into `normed`.
  private void attend(float[] keys, float[] values, int capacity, int length) {
    Arrays.fill(normed, 0f);
    float[] scores = new float[length];
    for (int head = 0; head < config.heads(); head++) {
      score(head, keys, capacity, length, scores);
      softmax(scores);
      int size = config.headSize();
      for (int position = 0; position < length; position++) {
        float probability = scores[position];
        int value = (head * capacity + position) * size;
        int to = head * size;
        for (int i = 0; i < size; i++) {
          normed[to + i] += probability * values[value + i];
        }
      }
    }
  }

  private void score(int head, float[] keys, int capacity, int length, float[] scores) {
    int size = config.headSize();
    float scale = (float) (1 / Math.sqrt(size));
    for (int position = 0; position < length; position++) {
      scores[position] = slopes[head] * (position - (length - 1));
    }
    for (int i = 0; i < size; i++) {
      float query = mixed[head * 3 * size + i] * scale;
      int key = (head * size + i) * capacity;
      for (int position = 0; position < length; position++) {
        scores[position] += query * keys[key + position];
      }
    }
  }

  private static void softmax(float[] scores) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Math.exp(scores[i] - largest);
      sum += scores[i];
    }
    float factor = (float) (1 / sum);
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= factor;
    }
  }

  private void norm(float[] from, Weights.LayerNorm norm, float[] to) {
    double sum = 0;
    for (float x : from) {
      sum += x;
    }
    double mean = sum / from.length;
    double squares = 0;
    for (float x : from) {
      squares += (x - mean) * (x - mean);
    }
    double factor = 1 / Math.sqrt(squares / from.length + config.layerNormEpsilon());
    for (int i = 0; i < from.length; i++) {
      to[i] = (float) ((from[i] - mean) * factor) * norm.scale[i] + norm.shift[i];
    }
  }

  /// The tanh approximation of BLOOM: 0.5·x·(1 + tanh(u)) = x / (1 + exp(−2u)), with u =
  /// √(2/π)·x·(1 + 0.044715·x²).
  private static void gelu(float[] values) {
    for (int i = 0; i < values.length; i++) {
      double x = values[i];
      double u = 0.79788456 * x * (1 + 0.044715 * x * x);
      values[i] = (float) (x / (1 + Math.exp(-2 * u)));
    }
  }

  private static void add(float[] to, float[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += what[i];
    }
  }

  @Override
  public void close() {
    input.releaseReference();
    output.releaseReference();
  }
}
