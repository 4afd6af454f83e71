package org.bloomery.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.Json;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.guard.SpikeWatch;
import org.bloomery.train.guard.SpikeWatch.Finding;
import org.bloomery.train.log.MeasuredLog;
import org.bloomery.train.log.StepLog;
import org.jspecify.annotations.Nullable;

/// The open logs of a run between two looks at its checkpoints: `log.jsonl` and `held-out.jsonl`,
/// which are the same bytes in every run, and what is measured.
final class RunLogs implements AutoCloseable {
  static final String LOG = "log.jsonl";
  static final String HELD_OUT_LOG = "held-out.jsonl";

  private final Path folder;
  private final StepLog steps;
  private final StepLog heldOut;
  private final MeasuredLog measured;

  /// A line of `log.jsonl`.
  ///
  /// @param step optimiser steps done
  /// @param loss mean over the step's tokens, before the update, nats a token
  /// @param gradientNorm before clipping
  /// @param spike what this step showed about a spike of the loss, if it did
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepLine(
      long step,
      long samples,
      long tokens,
      double loss,
      double gradientNorm,
      double learningRate,
      @Nullable SpikeNote spike) {
    StepLine with(Finding finding) {
      String event = finding.event().name().toLowerCase(Locale.ROOT);
      return new StepLine(
          step,
          samples,
          tokens,
          loss,
          gradientNorm,
          learningRate,
          new SpikeNote(event, finding.firstStep()));
    }
  }

  /// A word on a spike.
  ///
  /// @param event `begins`, `healed` or `lasts`
  /// @param since first step of the spike
  record SpikeNote(String event, long since) {}

  /// The line of a step that was not trained on.
  record SkippedLine(long step, long samples, long tokens, String skipped) {}

  /// A line of `held-out.jsonl`: nats a token by language.
  record HeldOutLine(long step, long samples, long tokens, Map<String, Double> loss) {}

  private RunLogs(Path folder, StepLog steps, StepLog heldOut, MeasuredLog measured) {
    this.folder = folder;
    this.steps = steps;
    this.heldOut = heldOut;
    this.measured = measured;
  }

  /// Opens the logs below `folder` and cuts them back to the checkpoint that the run goes on from,
  /// or to nothing.
  static RunLogs open(Path folder, @Nullable TrainingState state, Clock clock) throws IOException {
    return new RunLogs(
        folder,
        open(folder, LOG, state),
        open(folder, HELD_OUT_LOG, state),
        MeasuredLog.open(folder.resolve("measured"), state == null ? 0 : state.step(), clock));
  }

  private static StepLog open(Path folder, String name, @Nullable TrainingState state)
      throws IOException {
    return StepLog.open(
        folder.resolve(name), state == null ? 0 : state.logBytes().getOrDefault(name, 0L));
  }

  /// Tells what the lines that were kept have taught.
  void remember(SpikeWatch spikes, HeldOutLosses losses) throws IOException {
    losses.forget();
    for (String line : Files.readAllLines(folder.resolve(HELD_OUT_LOG), StandardCharsets.UTF_8)) {
      losses.remember(Json.MAPPER.readValue(line, HeldOutLine.class).loss);
    }
    for (String line : Files.readAllLines(folder.resolve(LOG), StandardCharsets.UTF_8)) {
      JsonNode node = Json.MAPPER.readTree(line);
      if (!node.has("skipped")) {
        StepLine step = Json.MAPPER.treeToValue(node, StepLine.class);
        spikes.add(step.step, step.loss, step.gradientNorm);
      }
    }
  }

  void add(StepLine line) throws IOException {
    steps.add(line);
  }

  void add(SkippedLine line) throws IOException {
    steps.add(line);
  }

  void add(HeldOutLine line) throws IOException {
    heldOut.add(line);
    measured.heldOut(line.step, line.samples, line.tokens, line.loss);
  }

  /// The log of speeds, norms and energy.
  MeasuredLog measured() {
    return measured;
  }

  /// Forces the lines to the disk.
  ///
  /// @return bytes of each log so far, for a checkpoint
  Map<String, Long> force() throws IOException {
    return Map.of(LOG, steps.force(), HELD_OUT_LOG, heldOut.force());
  }

  @Override
  public void close() throws IOException {
    try (steps;
        heldOut;
        measured) {}
  }
}
