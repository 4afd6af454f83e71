package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomModelTest {
  private static final int VOCABULARY = 320;

  /// The oracle is transformers in fp64; see peers/record_bloom.py.
  @ParameterizedTest
  @CsvSource({"4,FP32,1e-4", "6,FP32,1e-4", "4,FP64,5e-6", "6,FP64,5e-6"})
  void logitsLossAndGradientsAreThoseOfTransformers(
      int heads, Precision precision, double tolerance) throws IOException {
    BloomShape shape = new BloomShape(VOCABULARY, 24, 2, heads, 17, 1e-5, 0);
    try (SafetensorsFile weights = open(heads, "model.safetensors");
        SafetensorsFile golden = open(heads, "forward-backward.safetensors");
        BloomModel model = BloomModel.empty(shape, precision)) {
      for (Parameter p : model.store().parameters()) {
        model.store().set(p.name(), weights.floats(p.name()));
      }
      model.store().refreshShadows();
      TokenBatch batch = batch(golden.longs("ids"), 18);

      assertArrayEquals(golden.floats("logits"), model.logits(batch), (float) tolerance);

      double sum = model.addGradients(batch, Dropout.NONE, true, 1.0 / batch.tokens());
      assertEquals(golden.floats("loss")[0], sum / batch.tokens(), tolerance);
      for (Parameter p : model.store().parameters()) {
        assertArrayEquals(
            golden.floats("gradient." + p.name()),
            Tensors.floats(model.store().gradient(p)),
            (float) tolerance,
            p.name());
      }
    }
  }

  @Test
  void lossesAreTheSameWithAndWithoutGradients() {
    BloomShape shape = SegmentWalkTest.shape(4, 0);
    TokenBatch batch = SegmentWalkTest.batch(shape.vocabulary(), 3, 16);
    try (BloomModel model = BloomModel.create(shape, 0.05, Precision.FP32, 1)) {
      double sum = Arrays.stream(model.losses(batch)).sum();
      assertEquals(sum, model.addGradients(batch, Dropout.NONE, false, 1));
    }
  }

  @Test
  void gradientsOfMicroBatchesAddUpToThoseOfTheBatchWithDropout() {
    BloomShape shape = SegmentWalkTest.shape(6, 0.3);
    Dropout dropout = new Dropout(0.3, 5, 9);
    TokenBatch whole = SegmentWalkTest.batch(shape.vocabulary(), 4, 16);
    try (BloomModel model = BloomModel.create(shape, 0.05, Precision.FP64, 1)) {
      model.addGradients(whole, dropout, true, 1);
      double[] expected = Tensors.doubles(model.store().gradients());
      model.store().zeroGradients();
      for (int sample = 0; sample < 4; sample++) {
        model.addGradients(sample(whole, sample), dropout, true, 1);
      }
      assertArrayEquals(expected, Tensors.doubles(model.store().gradients()), 1e-12);
    }
  }

  @Test
  void workersShareABatchWithoutChangingABitOfItsGradients() {
    BloomShape shape = SegmentWalkTest.shape(4, 0.3);
    Dropout dropout = new Dropout(0.3, 5, 9);
    TokenBatch batch = SegmentWalkTest.batch(shape.vocabulary(), 3, 16);
    int threads = Libtorch.threads();
    try (Workers workers = Workers.start(2);
        BloomModel model = BloomModel.create(shape, 0.05, Precision.FP32, 1)) {
      double alone = model.addGradients(batch, dropout, false, 1);
      double[] losses = model.losses(batch);
      double[] expected = Tensors.doubles(model.store().gradients());
      model.use(workers);
      for (int repeat = 0; repeat < 3; repeat++) {
        model.store().zeroGradients();
        assertEquals(alone, model.addGradients(batch, dropout, false, 1));
        assertArrayEquals(expected, Tensors.doubles(model.store().gradients()));
        assertArrayEquals(losses, model.losses(batch));
      }
    } finally {
      Libtorch.setThreads(threads);
    }
  }

  @Test
  void initialWeightsDependOnTheNameAloneAndOutputProjectionsAreSmaller() {
    BloomShape two = new BloomShape(64, 32, 2, 4, 8, 1e-5, 0);
    BloomShape three = new BloomShape(64, 32, 3, 4, 8, 1e-5, 0);
    String name = "transformer.h.1.self_attention.query_key_value.weight";
    try (BloomModel small = BloomModel.create(two, 0.02, Precision.FP32, 3);
        BloomModel large = BloomModel.create(three, 0.02, Precision.FP64, 3)) {
      assertArrayEquals(small.store().floats(name), large.store().floats(name));
      assertEquals(0.02, deviation(small, name), 0.001);
      assertEquals(0.01, deviation(small, "transformer.h.0.mlp.dense_4h_to_h.weight"), 0.0005);
      assertEquals(1, small.store().floats("transformer.ln_f.weight")[31]);
    }
  }

  private static double deviation(BloomModel model, String name) {
    double square = 0;
    float[] values = model.store().floats(name);
    for (float value : values) {
      square += value * value / values.length;
    }
    return Math.sqrt(square);
  }

  private static TokenBatch sample(TokenBatch batch, int sample) {
    int from = sample * batch.length();
    int to = from + batch.length();
    return new TokenBatch(
        1,
        batch.length(),
        Arrays.copyOfRange(batch.inputs(), from, to),
        Arrays.copyOfRange(batch.targets(), from, to),
        new long[] {batch.sampleNumbers()[sample]});
  }

  private static TokenBatch batch(long[] ids, int width) {
    int[][] windows = new int[ids.length / width][width];
    for (int i = 0; i < ids.length; i++) {
      windows[i / width][i % width] = Math.toIntExact(ids[i]);
    }
    return TokenBatch.ofWindows(windows, new long[windows.length]);
  }

  private static SafetensorsFile open(int heads, String file) throws IOException {
    String at = "/bloom-" + heads + "-heads/" + file;
    try {
      return SafetensorsFile.open(
          Path.of(Objects.requireNonNull(BloomModelTest.class.getResource(at)).toURI()));
    } catch (URISyntaxException e) {
      throw new IOException(at, e);
    }
  }
}
