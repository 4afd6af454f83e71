package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Goldens recorded with numpy by peers/record_sample_order.py.
class SampleOrderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode golden() throws IOException {
    try (InputStream in = SampleOrderTest.class.getResourceAsStream("/sample-order.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    }
  }

  private static int[] ints(JsonNode node) {
    return JSON.convertValue(node, int[].class);
  }

  @TestFactory
  List<DynamicTest> shufflesAsNumpyDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : golden().get("shuffles")) {
      int[] values = new int[one.get("n").asInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      tests.add(
          DynamicTest.dynamicTest(
              values.length + " numbers with seed " + one.get("seed"),
              () -> {
                new MersenneTwister((int) one.get("seed").asLong()).shuffle(values);
                assertArrayEquals(ints(one.get("values")), values);
              }));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> ordersSamplesAsMegatronDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : golden().get("orders")) {
      String name =
          "%s tokens, %s samples of %s"
              .formatted(one.get("lengths"), one.get("count"), one.get("sequence"));
      tests.add(DynamicTest.dynamicTest(name, () -> checkOrder(one)));
    }
    return tests;
  }

  private static void checkOrder(JsonNode golden) {
    SampleOrder order =
        new SampleOrder(
            numbered(ints(golden.get("lengths"))),
            "golden",
            golden.get("sequence").asInt(),
            golden.get("count").asLong(),
            (int) golden.get("seed").asLong());
    assertArrayEquals(ints(golden.get("documents")), order.documentIndex());
    assertArrayEquals(ints(golden.get("shuffle")), order.shuffleIndex());
    assertEquals(golden.get("samples").size(), order.count());
    int[] sample = new int[order.tokensPerSample()];
    for (int n = 0; n < order.count(); n++) {
      order.read(n, sample, 0);
      assertArrayEquals(ints(golden.get("samples").get(n)), sample, "sample " + n);
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

  @Test
  void refusesAnEmptySetByName() {
    InputException refused =
        assertThrows(
            InputException.class,
            () -> new SampleOrder(new ListedTokens(List.of(new int[0])), "shards/fr", 4, 1, 0));
    assertEquals(
        "The token set shards/fr is empty; give it text or leave its language out.",
        refused.getMessage());
  }
}
