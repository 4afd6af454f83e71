package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.pipeline.Task;
import org.bloomery.artifact.pipeline.TaskOrder;
import org.bloomery.train.parallel.Mesh;
import org.bloomery.train.parallel.ParallelLayout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/// What ranks really did, as they wrote it down: the order, the activations that they held, and who
/// waited for whom.
class DrawnScheduleTest {
  private static final RankOptions DRAWING =
      new RankOptions(Duration.ofMinutes(1), null, false, false, true);
  private static final int MICRO_BATCHES = 4;

  @TempDir Path folder;

  static List<ParallelLayout> layouts() {
    return List.of(
        new ParallelLayout(new Mesh(1, 1, 2), Schedule.AFAB, false),
        new ParallelLayout(new Mesh(1, 1, 4), Schedule.ONE_FORWARD_ONE_BACKWARD, false),
        new ParallelLayout(new Mesh(2, 1, 2), Schedule.ONE_FORWARD_ONE_BACKWARD, false),
        new ParallelLayout(new Mesh(1, 1, 2), Schedule.interleaved(2), false));
  }

  private record Pass(Task task, double start, double end) {}

  private static List<Pass> passes(JsonNode rank) {
    List<Pass> passes = new ArrayList<>();
    for (JsonNode span : rank.get("row").get("spans")) {
      String label = span.get("label").asText();
      if (label.isEmpty()) {
        continue;
      }
      char last = label.charAt(label.length() - 1);
      boolean chunks = Character.isLetter(last);
      int number = Integer.parseInt(chunks ? label.substring(0, label.length() - 1) : label);
      boolean forward = span.get("work").asText().equals("FORWARD");
      Task task = new Task(number - 1, chunks ? last - 'a' : 0, forward);
      passes.add(new Pass(task, span.get("start").asDouble(), span.get("end").asDouble()));
    }
    return passes;
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theDrawnStepFollowsItsSchedule(ParallelLayout layout) throws Exception {
    String shown = RankedTiny.ranks(folder, layout, DRAWING, Duration.ofMinutes(2), engine -> {});
    assertTrue(shown.contains("step 6 is drawn in "), shown);
    JsonNode json = Json.read(folder.resolve("measured/schedule.json"), JsonNode.class);
    Schedule schedule = layout.schedule();
    int stages = layout.mesh().pipeline();
    Map<String, Double> forwardEnds = new HashMap<>();
    Map<String, Double> forwardStarts = new HashMap<>();
    assertEquals(layout.mesh().ranks(), json.get("ranks").size());
    for (JsonNode rank : json.get("ranks")) {
      int stage = rank.get("stage").asInt();
      List<Pass> passes = passes(rank);
      assertEquals(
          TaskOrder.of(schedule, stage, stages, MICRO_BATCHES),
          passes.stream().map(Pass::task).toList());
      int held = 0;
      int peak = 0;
      double free = 0;
      for (Pass pass : passes) {
        held += pass.task().forward() ? 1 : -1;
        peak = Math.max(peak, held);
        assertTrue(pass.start() >= free && pass.end() >= pass.start(), pass.toString());
        free = pass.end();
        if (pass.task().forward()) {
          int virtual = pass.task().chunk() * stages + stage;
          String key = virtual + " " + pass.task().microBatch();
          forwardEnds.merge(key, pass.end(), Math::min);
          forwardStarts.merge(key, pass.start(), Math::min);
        }
      }
      assertEquals(schedule.inFlight(stage, stages, MICRO_BATCHES) * schedule.chunks(), peak, 1e-9);
    }
    for (int virtual = 1; virtual < stages * schedule.chunks(); virtual++) {
      for (int m = 0; m < MICRO_BATCHES; m++) {
        double sent = forwardEnds.getOrDefault(virtual - 1 + " " + m, Double.NaN);
        double received = forwardStarts.getOrDefault(virtual + " " + m, Double.NaN);
        assertTrue(received >= sent, virtual + " of " + m + " began before its input was there");
      }
    }
    double computing = json.get("computingShare").asDouble();
    assertTrue(computing > 0 && computing < 1, "share " + computing);
    double ideal = json.get("idealComputingShare").asDouble();
    assertTrue(ideal > 0 && ideal < 1, "share " + ideal);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void thePictureIsAFileThatSaysWhatItShows(ParallelLayout layout) throws Exception {
    RankedTiny.ranks(folder, layout, DRAWING, Duration.ofMinutes(2), engine -> {});
    Path file = folder.resolve("measured/schedule.svg");
    Document picture =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    assertEquals("svg", picture.getDocumentElement().getTagName());
    assertEquals(
        "Step 6: measured, and ideal",
        picture.getDocumentElement().getElementsByTagName("title").item(0).getTextContent());
    String words =
        picture.getDocumentElement().getElementsByTagName("desc").item(0).getTextContent();
    assertTrue(words.contains("Schedule " + layout.schedule().label()), words);
    String text = Files.readString(file);
    assertTrue(text.contains("rank " + (layout.mesh().ranks() - 1) + ", stage "), "rows are named");
    assertTrue(text.contains("Ideal: " + layout.schedule().label()), "the ideal is beside it");
    assertFalse(text.contains("http://www.w3.org/1999"), "it asks for nothing from outside");
  }
}
