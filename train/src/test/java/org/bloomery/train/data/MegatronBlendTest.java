package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Blends that numpy made by Megatron's rules, token by token: peers/record_megatron_data.py.
class MegatronBlendTest {
  @TestFactory
  List<DynamicTest> readsTheTokensThatMegatronReads() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = MegatronBlendTest.class.getResourceAsStream("/megatron-blends.json")) {
      for (JsonNode blend : Json.MAPPER.readTree(Objects.requireNonNull(in)).path("blends")) {
        String name = blend.path("count") + " samples of weights " + blend.path("weights");
        tests.add(DynamicTest.dynamicTest(name, () -> check(blend)));
      }
    }
    assertEquals(4, tests.size());
    return tests;
  }

  private static void check(JsonNode blend) {
    double[] weights = Json.MAPPER.convertValue(blend.path("weights"), double[].class);
    double[] shares = BlendedSamples.normalised(weights);
    long count = blend.path("count").asLong();
    int sequence = blend.path("sequence").asInt();
    List<Samples> orders = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      long needed = BlendedSamples.needed(shares[i], count);
      assertEquals(blend.path("sizes").get(i).asLong(), needed);
      int[] lengths = Json.MAPPER.convertValue(blend.path("lengths").get(i), int[].class);
      double heldOut = blend.path("held_out").get(i).asDouble();
      TokenSet split = SequenceRange.before(numbered(lengths), heldOut);
      orders.add(new SampleOrder(split, "set " + i, sequence, needed, blend.path("seed").asInt()));
    }
    BlendedSamples samples = new BlendedSamples(orders, weights, count);
    int[] found = new int[sequence + 2];
    for (int n = 0; n < count; n++) {
      found[0] = samples.source(n);
      samples.read(n, found, 1);
      int[] expected = Json.MAPPER.convertValue(blend.path("samples").get(n), int[].class);
      assertArrayEquals(expected, found, "sample " + n);
    }
  }

  /// Token t of document d is 1000·d + t.
  private static TokenSet numbered(int[] lengths) {
    List<int[]> documents = new ArrayList<>();
    for (int d = 0; d < lengths.length; d++) {
      int[] tokens = new int[lengths[d]];
      for (int t = 0; t < tokens.length; t++) {
        tokens[t] = 1000 * d + t;
      }
      documents.add(tokens);
    }
    return new ListedTokens(documents);
  }
}
