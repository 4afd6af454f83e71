package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.ReplicaCheckSettings;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.parallel.Mesh;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.ParallelLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What ranks measure of a run, against one process and the engine asked directly; and what they
/// say of each other's faults.
class RankedDiagnosticsTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String NORM = "transformer.h.1.input_layernorm.weight";

  @TempDir Path folder;

  private static ParallelLayout layout(int tensor, int data, int pipeline, boolean sharded) {
    return new ParallelLayout(
        new Mesh(tensor, data, pipeline), Schedule.ONE_FORWARD_ONE_BACKWARD, sharded);
  }

  private static RankOptions measuring() {
    return new RankOptions(LONG, null, true, true, false);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  /// Both replicas' gradients of the first step, each in one process.
  @ParameterizedTest
  @CsvSource({"1,2,1,false", "2,2,2,true"})
  void theNoiseIsTakenFromTheGradientsOfReplicasBeforeTheirSum(
      int tensor, int data, int pipeline, boolean sharded) throws IOException {
    RankedTiny.ranks(
        folder, layout(tensor, data, pipeline, sharded), RankOptions.PLAIN, LONG, engine -> {});
    JsonNode noise = lines(folder.resolve("measured/steps.jsonl")).getFirst().get("noise");
    double norm = lines(folder.resolve("log.jsonl")).getFirst().get("gradientNorm").asDouble();
    assertEquals(4, noise.get("small").asInt());
    assertEquals(8, noise.get("big").asInt());
    assertEquals(norm * norm, noise.get("bigSquare").asDouble(), 1e-12 * norm * norm);
    double expected = 0;
    for (int replica = 0; replica < 2; replica++) {
      try (Learner one = RankedTiny.oneRank()) {
        for (int batch = replica; batch < 4; batch += 2) {
          one.addGradients(microBatch(2L * batch), 0.5);
        }
        expected += one.gauges().map(Gauges::gradientSquare).orElseThrow() / 2;
      }
    }
    assertEquals(1, noise.get("smallSquare").asDouble() / expected, 1e-12);
  }

  private static MicroBatch microBatch(long sample) {
    int row = RankedTiny.SEQUENCE + 1;
    int[] tokens = new int[2 * row];
    RankedTiny.samples().read(sample, tokens, 0);
    RankedTiny.samples().read(sample + 1, tokens, row);
    return new MicroBatch(tokens, 2, RankedTiny.SEQUENCE, 0, sample);
  }

  @Test
  void normsZerosAndWorkAreThoseOfOneProcess() throws IOException {
    Path one = folder.resolve("one");
    RankedTiny.loop(one, RankedTiny.oneRank());
    Path many = folder.resolve("many");
    RankedTiny.ranks(many, layout(2, 2, 2, true), measuring(), LONG, engine -> {});
    List<JsonNode> expected = lines(one.resolve("measured/layers.jsonl"));
    List<JsonNode> found = lines(many.resolve("measured/layers.jsonl"));
    assertEquals(2, found.size());
    for (int i = 0; i < 2; i++) {
      for (String group : List.of("layers", "parameters")) {
        assertSame(expected.get(i).get(group), found.get(i).get(group));
      }
    }
    JsonNode last = lines(one.resolve("measured/steps.jsonl")).getLast();
    JsonNode shared = lines(many.resolve("measured/steps.jsonl")).getLast();
    assertNear(last.get("weightNorm").asDouble(), shared.get("weightNorm").asDouble());
    assertEquals(
        last.get("gradientZeros").asDouble(), shared.get("gradientZeros").asDouble(), 1e-3);
    assertEquals(8, shared.get("ranks").asInt());
    assertTrue(shared.get("modelFlopsUtilisation").asDouble() > 0);
    assertNear(
        last.get("modelFlopsPerSecond").asDouble() / last.get("tokensPerSecond").asDouble(),
        shared.get("modelFlopsPerSecond").asDouble() / shared.get("tokensPerSecond").asDouble());
    String events = "";
    try (Stream<Path> files = Files.list(many.resolve("measured/tensorboard"))) {
      for (Path file : files.toList()) {
        events += Files.readString(file, StandardCharsets.ISO_8859_1);
      }
    }
    for (String tag :
        List.of(
            "noise-scale/noise-scale",
            "gradient-norm-by-layer/layer 01",
            "params-norm/params-norm",
            "iteration-time/MFU",
            "iteration-time/tokens per second per replica")) {
      assertTrue(events.contains(tag), tag);
    }
  }

  private static void assertSame(JsonNode expected, JsonNode found) {
    assertEquals(expected.size(), found.size());
    expected
        .properties()
        .forEach(entry -> {
          JsonNode other = found.get(entry.getKey());
          assertNear(entry.getValue().get("weight").asDouble(), other.get("weight").asDouble());
          if (!entry.getKey().endsWith("query_key_value.bias")) { // keys' is rounding errors
            assertNear(
                entry.getValue().get("gradient").asDouble(), other.get("gradient").asDouble());
          }
        });
  }

  private static void assertNear(double expected, double found) {
    assertEquals(expected, found, 1e-9 * Math.abs(expected));
  }

  @Test
  void aProfileOfRanksNamesEveryPartAndCommunicationAndAddsUpToTheClock() throws IOException {
    Path seen = folder.resolve("seen");
    String shown = RankedTiny.ranks(seen, layout(2, 2, 2, false), measuring(), LONG, engine -> {});
    JsonNode profile = Json.read(seen.resolve("measured/profile.json"), JsonNode.class);
    Set<String> parts = new HashSet<>();
    double sum = 0;
    double communication = 0;
    for (JsonNode part : profile.get("parts")) {
      parts.add(part.get("part").asText());
      sum += part.get("share").asDouble();
      if (part.get("part").asText().startsWith("communication")) {
        communication += part.get("share").asDouble();
      }
    }
    assertTrue(
        parts.containsAll(
            Set.of("attention", "mlp", "token lookup", "head and loss", "optimiser", "data")),
        parts.toString());
    for (String group : List.of("tensor", "data", "pipeline", "ends", "all")) {
      assertTrue(parts.contains("communication: " + group), parts.toString());
    }
    assertEquals(1, sum, 1e-9);
    assertEquals(communication, profile.get("communicationShare").asDouble(), 1e-12);
    assertTrue(communication > 0 && communication < 1, "share " + communication);
    assertTrue(shown.contains("communication, and waiting in it: "), shown);
    JsonNode ranks = Json.read(seen.resolve("measured/ranks.json"), JsonNode.class);
    assertEquals(8, ranks.get("ranks").size());
    for (JsonNode rank : ranks.get("ranks")) {
      assertTrue(rank.get("computingSeconds").asDouble() > 0, rank.toString());
      assertTrue(rank.get("communicationSeconds").asDouble() > 0, rank.toString());
    }
    Path unseen = folder.resolve("unseen");
    RankedTiny.ranks(unseen, layout(2, 2, 2, false), RankOptions.PLAIN, LONG, engine -> {});
    assertFalse(Files.exists(unseen.resolve("measured/profile.json")));
    Folders.assertSameBytes(unseen, seen);
  }

  /// The bit flips in a norm that two shares hold, at the second of them.
  @ParameterizedTest
  @EnumSource(ReplicaCheckSettings.Policy.class)
  void aFlippedBitIsFoundWithinTheStepsThatWereAskedForAndHandledAsSet(
      ReplicaCheckSettings.Policy policy) throws IOException {
    ParallelLayout layout = layout(2, 1, 1, false);
    RankOptions options =
        new RankOptions(LONG, new ReplicaCheckSettings(2, policy), false, false, false);
    Path faulty = folder.resolve("faulty");
    if (policy == ReplicaCheckSettings.Policy.REPAIR) {
      String shown = RankedTiny.ranks(faulty, layout, options, LONG, RankedDiagnosticsTest::flip);
      assertTrue(shown.contains(NORM + " of rank 1 on host "), shown);
      assertTrue(shown.contains("it took the bits that 1 of 2 ranks hold"), shown);
      assertTrue(Files.exists(faulty.resolve("checkpoints/step-000006")));
    } else {
      RankException stop =
          assertThrows(
              RankException.class,
              () -> RankedTiny.ranks(faulty, layout, options, LONG, RankedDiagnosticsTest::flip));
      String sentence = String.valueOf(stop.getMessage());
      assertTrue(sentence.contains(NORM + " of rank 1 on host "), sentence);
      assertFalse(stop.isDecided(), "the checkpoint before is whole, so that a restart helps");
      assertEquals(2, lines(faulty.resolve("log.jsonl")).size() + 1, "found after step 2");
    }
  }

  private static void flip(ParallelEngine engine) {
    if (engine.groups().world().rank() == 1) {
      MemorySegment bytes = engine.part().store().masterBytes(NORM);
      bytes.set(ValueLayout.JAVA_BYTE, 5, (byte) (bytes.get(ValueLayout.JAVA_BYTE, 5) ^ 1));
    }
  }

  @Test
  void aRankThatHangsIsNamedWhereRanksComeTogetherBeforeTheNextPhase() {
    RankOptions options = new RankOptions(Duration.ofSeconds(2), null, false, false, false);
    RankException failure =
        assertThrows(
            RankException.class,
            () ->
                RankedTiny.ranks(
                    folder,
                    layout(1, 2, 1, false),
                    options,
                    Duration.ofSeconds(20),
                    engine -> {
                      if (engine.groups().world().rank() == 1) {
                        sleep(9_000);
                      }
                    }));
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.startsWith("rank 1 on host "), sentence);
    assertTrue(sentence.contains("did not come to broadcast before the held-out losses"), sentence);
    assertTrue(sentence.contains("the last that was seen of it is "), sentence);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRankThatSeesAnotherVersionOfTheDataIsNamed() {
    ArtifactException refusal =
        assertThrows(
            ArtifactException.class,
            () ->
                ThreadRanks.run(
                    3,
                    LONG,
                    world -> {
                      String shards = world.rank() == 2 ? "0123456789abcdef" : "fedcba9876543210";
                      SameInputs.require(world, Map.of("the settings", "5", "the shards", shards));
                      return true;
                    }));
    assertEquals(4, refusal.exitCode());
    String sentence = String.valueOf(refusal.getMessage());
    assertTrue(sentence.startsWith("rank 2 on host "), sentence);
    assertTrue(
        sentence.contains("sees another version of the shards (0123456789ab) than rank 0"),
        sentence);
  }
}
