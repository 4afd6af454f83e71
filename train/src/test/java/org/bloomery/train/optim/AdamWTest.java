package org.bloomery.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Seeds;
import org.bloomery.model.Initial;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.model.Sharding;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamWTest {
  private static Parameter parameter(String name, boolean decays, long... shape) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    return new Parameter(
        name, sizes, Sharding.REPLICATED, 1, decays, false, new Initial.Constant(0));
  }

  @ParameterizedTest
  @CsvSource({"FP64,1e-13", "FP32,2e-6", "BF16,2e-6"})
  void stepsAsPyTorchDoes(Precision precision, double tolerance) throws IOException {
    JsonNode golden = golden();
    // Vector first, to see that groups do not follow the order of parameters.
    List<Parameter> parameters =
        List.of(parameter("vector", false, 9), parameter("matrix", true, 5, 7));
    try (ParameterStore store = new ParameterStore(parameters, precision);
        AdamW optimizer =
            new AdamW(
                store,
                golden.at("/betas/0").asDouble(),
                golden.at("/betas/1").asDouble(),
                golden.get("epsilon").asDouble(),
                golden.get("weightDecay").asDouble(),
                MomentStore.inMemory())) {
      for (Parameter p : parameters) {
        fill(store.master(p), numbers(golden.at("/start/" + p.name())));
      }
      for (int step = 0; step < golden.get("rates").size(); step++) {
        for (Parameter p : parameters) {
          fill(store.gradient(p), numbers(golden.at("/gradients/" + step + "/" + p.name())));
        }
        double norm = GradientNorm.clip(store, golden.get("clip").asDouble());
        assertEquals(golden.at("/norms/" + step).asDouble(), norm, tolerance * norm);
        optimizer.step(golden.at("/rates/" + step).asDouble());
      }
      for (Parameter p : parameters) {
        JsonNode end = golden.at("/end/" + p.name());
        near(numbers(end.get("value")), Tensors.doubles(store.master(p)), tolerance);
        near(
            numbers(end.get("first")),
            doubles(optimizer.firstMomentBytes(p.name()), precision),
            tolerance);
        near(
            numbers(end.get("second")),
            doubles(optimizer.secondMomentBytes(p.name()), precision),
            tolerance);
      }
      assertEquals(golden.get("rates").size(), optimizer.steps());
    }
  }

  @Test
  void threadsAndOrderOfParametersChangeNoBit() {
    List<Parameter> parameters =
        List.of(
            parameter("a", true, 123, 77), parameter("b", true, 40_000), parameter("c", false, 5));
    int threads = Libtorch.threads();
    Libtorch.setThreads(1);
    float[] alone = afterThreeSteps(parameters);
    Libtorch.setThreads(2);
    float[] together = afterThreeSteps(parameters);
    float[] reordered = afterThreeSteps(parameters.reversed());
    Libtorch.setThreads(threads);
    assertArrayEquals(alone, together);
    assertArrayEquals(alone, reordered);
  }

  private static float[] afterThreeSteps(List<Parameter> parameters) {
    try (ParameterStore store = new ParameterStore(parameters, Precision.FP32);
        AdamW optimizer = new AdamW(store, 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory())) {
      for (int step = 0; step < 3; step++) {
        for (Parameter p : parameters) {
          double[] gradient = new double[(int) p.elements()];
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Seeds.uniform(Seeds.derive(step, p.name()), i) - 0.4;
          }
          fill(store.gradient(p), gradient);
        }
        optimizer.step(1e-2);
      }
      return store.floats("b");
    }
  }

  private static void fill(Tensor tensor, double[] values) {
    try (Scope _ = Scope.open()) {
      tensor.copy_(Tensors.of(values, values.length).view_as(tensor));
    }
  }

  private static void near(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * Math.max(0.01, Math.abs(expected[i])));
    }
  }

  private static double[] doubles(MemorySegment bytes, Precision precision) {
    if (precision == Precision.FP64) {
      return bytes.toArray(ValueLayout.JAVA_DOUBLE);
    }
    float[] floats = bytes.toArray(ValueLayout.JAVA_FLOAT);
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static double[] numbers(JsonNode node) {
    List<Double> flat = new ArrayList<>();
    collect(node, flat);
    return flat.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(JsonNode node, List<Double> flat) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, flat));
    } else {
      flat.add(node.asDouble());
    }
  }

  private static JsonNode golden() throws IOException {
    try (InputStream stream = AdamWTest.class.getResourceAsStream("adamw.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(stream));
    }
  }
}
