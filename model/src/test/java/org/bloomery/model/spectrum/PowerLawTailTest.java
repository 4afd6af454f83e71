package org.bloomery.model.spectrum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawTailTest {
  /// The definitions, word for word: every start, every likelihood, every distance.
  private static PowerLawTail bruteForce(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    PowerLawTail best = new PowerLawTail(0, 0, 0, 2);
    for (int first = 0; first < sorted.length - 1; first++) {
      double start = sorted[first];
      double[] tail = Arrays.copyOfRange(sorted, first, sorted.length);
      double logs = Arrays.stream(tail).map(x -> Math.log(x / start)).sum();
      double alpha = 1 + tail.length / logs;
      double distance = 0;
      for (int i = 0; i < tail.length; i++) {
        double law = 1 - Math.pow(tail[i] / start, 1 - alpha);
        distance = Math.max(distance, Math.abs(law - (double) i / tail.length));
      }
      if (distance < best.distance()) {
        best = new PowerLawTail(alpha, start, tail.length, distance);
      }
    }
    return best;
  }

  private static double[] pareto(Random random, int count, double alpha) {
    return random.doubles(count).map(u -> Math.pow(1 - u, -1 / (alpha - 1))).toArray();
  }

  @Test
  void agreesWithTheDefinitionsOnRandomValues() {
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      double[] values =
          seed % 2 == 0
              ? pareto(random, 80, 1.5 + seed / 10.0)
              : random.doubles(60).map(u -> Math.exp(3 * u)).toArray();
      PowerLawTail expected = bruteForce(values);
      PowerLawTail found = PowerLawTail.fit(values).orElseThrow();
      assertEquals(expected.start(), found.start(), "seed " + seed);
      assertEquals(expected.values(), found.values(), "seed " + seed);
      assertEquals(expected.alpha(), found.alpha(), 1e-9 * found.alpha(), "seed " + seed);
      assertEquals(expected.distance(), found.distance(), 1e-9, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.8, 2.5, 4, 7})
  void findsTheExponentOfAParetoDistribution(double alpha) {
    long seed = 42;
    PowerLawTail found = PowerLawTail.fit(pareto(new Random(seed), 4000, alpha)).orElseThrow();
    assertEquals(alpha, found.alpha(), 4 * found.standardError(), "seed " + seed);
    assertTrue(found.values() > 500, "tail of " + found.values());
    PowerLawTail.Health health =
        alpha < 2
            ? PowerLawTail.Health.VERY_HEAVY
            : alpha > 6 ? PowerLawTail.Health.WEAK : PowerLawTail.Health.USUAL;
    assertEquals(health, found.health());
  }

  @Test
  void findsWhereTheTailBegins() {
    Random random = new Random(5);
    double[] body = random.doubles(2000, 0.01, 1).toArray();
    double[] tail = pareto(random, 2000, 3);
    double[] all = new double[body.length + tail.length];
    System.arraycopy(body, 0, all, 0, body.length);
    System.arraycopy(tail, 0, all, body.length, tail.length);
    PowerLawTail found = PowerLawTail.fit(all).orElseThrow();
    assertEquals(1, found.start(), 0.35);
    assertEquals(3, found.alpha(), 0.3);
  }

  @Test
  void aScaleDoesNotMoveTheExponent() {
    double[] values = pareto(new Random(9), 300, 2.7);
    PowerLawTail plain = PowerLawTail.fit(values).orElseThrow();
    double[] scaled = Arrays.stream(values).map(value -> value * 1024).toArray();
    PowerLawTail found = PowerLawTail.fit(scaled).orElseThrow();
    assertEquals(plain.alpha(), found.alpha(), 1e-9);
    assertEquals(plain.values(), found.values());
  }

  @Test
  void equalOrZeroValuesHaveNoTail() {
    assertTrue(PowerLawTail.fit(new double[] {2, 2, 2}).isEmpty());
    assertTrue(PowerLawTail.fit(new double[] {0, 0, 3}).isEmpty());
    assertTrue(PowerLawTail.fit(new double[0]).isEmpty());
  }

  /// Recorded by peers/record_power_law.py with powerlaw 2.0.0.
  @Test
  void findsTheTailsThatThePackagePowerlawFinds() throws IOException {
    try (InputStream in = PowerLawTailTest.class.getResourceAsStream("/powerlaw.json")) {
      JsonNode recorded = Json.MAPPER.readTree(Objects.requireNonNull(in));
      for (JsonNode known : recorded.get("cases")) {
        String name = known.get("name").asText();
        double[] values = Json.MAPPER.convertValue(known.get("values"), double[].class);
        PowerLawTail found = PowerLawTail.fit(values).orElseThrow();
        assertEquals(known.get("start").asDouble(), found.start(), 1e-12, name);
        assertEquals(known.get("alpha").asDouble(), found.alpha(), 1e-4, name);
        assertEquals(known.get("distance").asDouble(), found.distance(), 1e-4, name);
      }
    }
  }
}
