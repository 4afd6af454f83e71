package org.bloomery.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.publish.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSectionTest {
  @TempDir Path out;

  private void write(String file, String... lines) throws IOException {
    Path path = out.resolve("training").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  @Test
  void tellsSpeedNoiseAndSkippedSteps() throws IOException {
    write(
        "measured.json",
        "{\"tokensPerSecond\":2500,\"modelFlopsPerSecond\":1.2e11,"
            + "\"matrixFlopsPerSecond\":2e11,\"modelFlopsUtilisation\":0.6}");
    write(
        "measured/steps.jsonl",
        "{\"step\":1,\"seconds\":1}",
        "{\"step\":2,\"seconds\":1,\"noiseScale\":37.2}");
    write(
        "log.jsonl",
        "{\"step\":1,\"loss\":5.1,\"gradientNorm\":2.5}",
        "{\"step\":2,\"skipped\":\"the loss of step 2 is NaN\"}",
        "{\"step\":3,\"loss\":4.9,\"gradientNorm\":1.5}");
    String section = TrainingSection.of(new RunFolder(out));
    assertTrue(section.contains("0.1200 TFLOP/s"), section);
    assertTrue(section.contains("60.0\u202f%"), section);
    assertTrue(section.contains("37.2 sequences"), section);
    assertTrue(section.contains("2.50"), section);
    assertTrue(section.contains("the loss of step 2 is NaN"), section);
  }

  @Test
  void tellsTheLayoutOfRanksAndTheirCommunication() throws IOException {
    write(
        "measured.json",
        "{\"ranks\":8,\"layout\":\"2 tensor × 2 data × 2 pipeline, 1F1B\","
            + "\"communicationShare\":0.41}");
    write("log.jsonl", "{\"step\":1,\"loss\":5.1,\"gradientNorm\":2.5}");
    String section = TrainingSection.of(new RunFolder(out));
    assertTrue(section.contains("2 tensor × 2 data × 2 pipeline, 1F1B"), section);
    assertTrue(section.contains("41.0\u202f%"), section);
  }

  @Test
  void namesSpikesThatWereWaitedOut() throws IOException {
    write(
        "log.jsonl",
        "{\"step\":7,\"loss\":2.2,\"gradientNorm\":0.24}",
        "{\"step\":8,\"loss\":3.5,\"gradientNorm\":16}",
        "{\"step\":9,\"loss\":5.1,\"gradientNorm\":960,\"spike\":{\"event\":\"begins\",\"since\":8}}",
        "{\"step\":10,\"loss\":2.3,\"gradientNorm\":0.3}",
        "{\"step\":11,\"loss\":2.2,\"gradientNorm\":0.3,\"spike\":{\"event\":\"healed\",\"since\":8}}",
        "{\"step\":40,\"loss\":4.2,\"gradientNorm\":3,\"spike\":{\"event\":\"begins\",\"since\":39}}");
    String section = TrainingSection.of(new RunFolder(out));
    assertTrue(section.contains("Spikes of the loss that were waited out"), section);
    assertTrue(section.contains("over at step 11"), section);
    assertTrue(section.contains("2.20, 3.50, 5.10, 2.30"), section);
    assertTrue(section.contains("not over at the last step"), section);
  }

  @Test
  void saysThatNothingWasSkipped() throws IOException {
    write("log.jsonl", "{\"step\":1,\"loss\":5.1,\"gradientNorm\":2.5}");
    String section = TrainingSection.of(new RunFolder(out));
    assertTrue(section.contains("No step was skipped."), section);
    assertFalse(section.contains("Spikes"), section);
    assertFalse(section.contains("TFLOP"), section);
  }

  @Test
  void isLeftOutBeforeTraining() {
    assertEquals("", TrainingSection.of(new RunFolder(out)));
  }
}
