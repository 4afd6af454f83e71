package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateStageTest {
  @Test
  void scoresEveryLanguageWithHeldOutText(@TempDir Path out) throws IOException {
    SmallRun run = new SmallRun(out).write();
    run.execute(new EvaluateStage());
    JsonNode scores = Json.read(run.file(StageName.EVALUATION, "scores.json"), JsonNode.class);
    assertEquals(2, scores.path("languages").size());
    for (JsonNode score : scores.path("languages")) {
      assertEquals(8, score.path("documents").asInt());
      double tokensPerByte = score.path("tokens").asDouble() / score.path("bytes").asDouble();
      // Weights near zero give every token about the same probability.
      double uniform = tokensPerByte * Math.log(384) / Math.log(2);
      assertEquals(uniform, score.path("bitsPerByte").asDouble(), 0.02 * uniform);
      assertTrue(score.path("xzPrimed").asDouble() < score.path("xzPlain").asDouble());
      assertEquals(6, score.path("choice").path("items").asInt());
    }
    JsonNode german = scores.path("languages").path("de");
    double untrained = 6.0 * german.path("tokens").asDouble() / german.path("bytes").asDouble();
    assertEquals(untrained / Math.log(2), german.path("bitsPerByteUntrained").asDouble(), 1e-6);
    assertEquals(12, scores.path("choiceOfAll").path("items").asInt());
    assertTrue(run.shown().contains("XZ primed"), run.shown());
  }

  @Test
  void letsTheModelContinueInEveryLanguage(@TempDir Path out) throws IOException {
    SmallRun run = new SmallRun(out).write();
    run.execute(new EvaluateStage());
    JsonNode samples =
        Json.read(run.file(StageName.EVALUATION, "samples.json"), JsonNode.class).path("samples");
    assertEquals(2, samples.size());
    for (JsonNode sample : samples) {
      assertEquals(6, sample.path("prompt").asText().strip().split("\\s+").length);
      assertFalse(sample.path("continuation").asText().isEmpty());
    }
  }

  @Test
  void scoresACheckpointWhileTrainingGoesOn(@TempDir Path out) throws IOException {
    SmallRun run = new SmallRun(out).write();
    run.execute(new EvaluateStage());
    Path finished = run.file(StageName.EVALUATION, "scores.json");
    run.leaveTrainingAtStep(20);
    Path folder = UnfinishedEvaluation.run(run.run, run.directory, run.console());
    assertEquals(out.resolve("evaluation.step-000020"), folder);
    assertArrayEquals(
        Files.readAllBytes(finished), Files.readAllBytes(folder.resolve("scores.json")));
    assertEquals(
        20, Json.read(folder.resolve("checkpoint.json"), JsonNode.class).path("step").asInt());
    assertTrue(run.shown().contains("step 20 of a training that has not ended yet"), run.shown());
    assertFalse(Files.exists(out.resolve("training")));
  }

  @Test
  void writesTheSameBytesAgain(@TempDir Path first, @TempDir Path second) throws IOException {
    SmallRun one = new SmallRun(first).write();
    SmallRun two = new SmallRun(second).write();
    one.execute(new EvaluateStage());
    two.execute(new EvaluateStage());
    for (String file : new String[] {"scores.json", "samples.json", "manifest.json"}) {
      assertArrayEquals(
          Files.readAllBytes(one.file(StageName.EVALUATION, file)),
          Files.readAllBytes(two.file(StageName.EVALUATION, file)),
          file);
    }
  }

  @Test
  void corpusWithoutHeldOutTextIsRefused(@TempDir Path out) throws IOException {
    SmallRun run = new SmallRun(out);
    run.write();
    SmallRun empty = new SmallRun(out.resolve("empty"));
    empty.execute(
        new WrittenStage(
            StageName.CORPUS,
            folder -> Texts.write(new Corpus(folder).part("en", 0), Texts.documents("en", 20, 1))));
    empty.execute(new org.bloomery.tokenize.TokenizeStage());
    empty.execute(
        new WrittenStage(
            StageName.TRAINING,
            folder -> {
              Files.createDirectories(folder.resolve("model"));
              for (String file :
                  new String[] {"config.json", "generation_config.json", "model.safetensors"}) {
                Files.copy(
                    run.file(StageName.TRAINING, "model").resolve(file),
                    folder.resolve("model").resolve(file));
              }
            }));
    InputException refused =
        assertThrows(InputException.class, () -> empty.execute(new EvaluateStage()));
    assertTrue(refused.getMessage().contains("curate.heldOutShare"), refused.getMessage());
  }
}
