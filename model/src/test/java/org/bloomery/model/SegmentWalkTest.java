package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.Seeds;
import org.bloomery.tensor.Autograd;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentWalkTest {
  private static final long SEED = 7;

  /// Exchanges that do something, so that a forgotten or misplaced adjoint shows. Powers of two are
  /// exact, and scaling is its own adjoint.
  private static final Exchanges SCALING =
      new Exchanges() {
        @Override
        public Tensor forward(Step.Place place, Tensor value) {
          return value.mul(new Scalar(place == Step.Place.INTO_BRANCH ? 2.0 : 0.25));
        }

        @Override
        public Tensor backward(Step.Place place, Tensor gradient) {
          return forward(place, gradient);
        }
      };

  static BloomShape shape(int heads, double dropout) {
    return new BloomShape(96, 8 * heads, 2, heads, 16, 1e-5, dropout);
  }

  static TokenBatch batch(int vocabulary, int samples, int length) {
    int[][] windows = new int[samples][length + 1];
    long[] numbers = new long[samples];
    for (int s = 0; s < samples; s++) {
      numbers[s] = 100L + s;
      for (int t = 0; t <= length; t++) {
        windows[s][t] = Math.floorMod(Seeds.bits(SEED + s, t), vocabulary);
      }
    }
    return TokenBatch.ofWindows(windows, numbers);
  }

  /// Against autograd over the whole model, written once more with libtorch's plain operators.
  /// Length 300 has more than one block of queries.
  @ParameterizedTest
  @CsvSource({
    "FP64,4,16,1e-12",
    "FP64,6,16,1e-12",
    "FP64,2,300,1e-12",
    "FP32,4,16,1e-5",
    "FP32,6,16,1e-5",
    "FP32,2,300,1e-5",
    "BF16,4,16,3e-2"
  })
  void gradientsEqualThoseOfAutograd(Precision precision, int heads, int length, double tolerance) {
    BloomShape shape = new BloomShape(96, 8 * heads, 2, heads, length, 1e-5, 0.1);
    TokenBatch batch = batch(shape.vocabulary(), 3, length);
    Pass pass = new Pass(batch, new Dropout(0.1, SEED, 5));
    try (Scope _ = Scope.open();
        BloomModel model = BloomModel.create(shape, 0.05, precision, SEED)) {
      SegmentWalk walk = new SegmentWalk(model.segments(), model.store(), SCALING, true);
      Trace trace = walk.forward(pass);
      Tensor outer = outerGradient(trace.output());
      double[] output = Tensors.doubles(trace.output());
      trace.backward(outer, model.store().gradientBuffer());

      Tensor whole = Autograd.recording(() -> monolith(model, pass));
      assertClose(Tensors.doubles(whole), output, tolerance, "output");
      TensorVector leaves = new TensorVector();
      model.store().parameters().forEach(p -> leaves.push_back(leaf(model, p)));
      TensorVector expected =
          torch.grad(
              new TensorVector(whole),
              leaves,
              new TensorVector(outer),
              new BoolOptional(false),
              false,
              false);
      for (int i = 0; i < model.store().parameters().size(); i++) {
        Parameter parameter = model.store().parameters().get(i);
        double[] found = Tensors.doubles(model.store().gradient(parameter));
        assertClose(Tensors.doubles(expected.get(i)), found, tolerance, parameter.name());
      }
    }
  }

  /// The norm of the difference, relative to the norm of what was expected.
  private static void assertClose(
      double[] expected, double[] found, double tolerance, String name) {
    assertEquals(expected.length, found.length, name);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < found.length; i++) {
      difference += (found[i] - expected[i]) * (found[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    assertTrue(
        Math.sqrt(difference) <= tolerance * Math.sqrt(norm),
        () -> name + ": relative difference not within " + tolerance);
    assertNotEquals(0, norm, name);
  }

  private static Tensor leaf(BloomModel model, Parameter parameter) {
    boolean first = parameter.name().contains("word_embeddings");
    return first ? model.store().masterLeaf(parameter) : model.store().leaf(parameter);
  }

  private static Tensor outerGradient(Tensor output) {
    double[] values = new double[(int) output.numel()];
    Arrays.setAll(values, i -> Seeds.uniform(SEED, i) - 0.5);
    return Tensors.of(values, output.numel()).view_as(output).to(output.scalar_type());
  }

  /// The whole model under autograd; segments with a backward pass of their own in plain operators.
  private static Tensor monolith(BloomModel model, Pass pass) {
    PlainBloom plain = new PlainBloom(model.shape(), model.store().precision());
    List<Tensor> slots = new ArrayList<>();
    for (Step step : model.segments().steps()) {
      slots.add(
          switch (step) {
            case Step.Exchange exchange ->
                SCALING.forward(exchange.place(), slots.get(exchange.input()));
            case Step.Compute compute ->
                plain.forward(
                    compute.segment(),
                    compute.inputs().stream().map(slots::get).toList(),
                    compute.segment().parameters().stream().map(p -> leaf(model, p)).toList(),
                    pass);
          });
    }
    return slots.get(model.segments().output());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void recomputeChangesNoBit(Precision precision) {
    BloomShape shape = shape(6, 0.2);
    TokenBatch batch = batch(shape.vocabulary(), 2, 16);
    Dropout dropout = new Dropout(0.2, SEED, 1);
    List<float[]> gradients = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (boolean recompute : new boolean[] {true, false}) {
      try (Scope _ = Scope.open();
          BloomModel model = BloomModel.create(shape, 0.05, precision, SEED)) {
        losses.add(model.addGradients(batch, dropout, recompute, 1.0 / batch.tokens()));
        gradients.add(Tensors.floats(model.store().gradients()));
      }
    }
    assertEquals(losses.get(0), losses.get(1));
    assertArrayEquals(gradients.get(0), gradients.get(1));
    assertNotEquals(0, gradients.get(0)[0]);
  }
}
