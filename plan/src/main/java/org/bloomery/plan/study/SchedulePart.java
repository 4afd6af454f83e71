package org.bloomery.plan.study;

import java.time.LocalDate;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.run.study.ScheduleSettings;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.Kaplan;
import org.bloomery.plan.schedule.Calendar;
import org.bloomery.plan.schedule.CheckpointPlan;
import org.bloomery.plan.schedule.LearningRate;
import org.jspecify.annotations.Nullable;

/// How the run goes in time.
///
/// @param ramp how the batch grows
/// @param tokens of the plan, whole batches
/// @param rampSteps optimiser steps before the batch is full
/// @param steps of the whole run
/// @param stepsAtMeanBatch what the shortcut by the mean batch would say
/// @param expectedLoss at the end, nats a token, by the refitted law of Hoffmann et al. 2022
/// @param criticalBatchTokens at that loss
/// @param batchTokens of the full batch
/// @param learningRate peak, as the neighbours in size of GPT-3's family
/// @param statedLearningRate of the run file
/// @param checkpointBytes of one checkpoint
/// @param saveSeconds of one
/// @param checkpointEverySteps that loses the least time
/// @param calendar with failures
/// @param lowDays of the calendar with the fewest failures that the sources support
/// @param highDays with the most
/// @param account where the granted days go
/// @param start first day
/// @param end last day
public record SchedulePart(
    BatchRamp ramp,
    double tokens,
    long rampSteps,
    long steps,
    double stepsAtMeanBatch,
    double expectedLoss,
    double criticalBatchTokens,
    double batchTokens,
    double learningRate,
    double statedLearningRate,
    double checkpointBytes,
    double saveSeconds,
    long checkpointEverySteps,
    Calendar calendar,
    double lowDays,
    double highDays,
    DayAccount account,
    @Nullable String start,
    @Nullable String end) {
  public static final String LOSS_SOURCE =
      "E + A/N^α + B/D^β with the constants of Besiroglu et al. 2024; belongs to their texts and"
          + " vocabulary, so compare it only with itself";

  /// What is to be timed.
  ///
  /// @param parameters of the chosen shape
  /// @param tokens to be seen
  /// @param context tokens a sequence
  /// @param devices that train
  /// @param secondsPerStep by the batch in sequences
  /// @param budget that grants the days
  /// @param overhead by which a predicted speed was divided; absent where it is stated
  record Load(
      double parameters,
      double tokens,
      int context,
      int devices,
      LongToDoubleFunction secondsPerStep,
      ComputeBudget budget,
      @Nullable Double overhead) {}

  static SchedulePart of(
      Load load, TrainSettings train, @Nullable ScheduleSettings settings, Assumptions assumed) {
    BatchRamp ramp = train.batches();
    long samples = (long) Math.ceil(load.tokens() / load.context());
    double seconds = ramp.seconds(samples, load.secondsPerStep());
    double step = load.secondsPerStep().applyAsDouble(train.batch());
    CheckpointPlan saves =
        CheckpointPlan.of(load.parameters(), load.devices(), seconds, step, assumed);
    Calendar calendar = saves.calendar();
    double loss = Chinchilla.REFIT.loss(load.parameters(), load.tokens());
    String start = settings == null ? null : settings.start();
    return new SchedulePart(
        ramp,
        load.tokens(),
        ramp.rampSteps(),
        ramp.steps(samples),
        ramp.meanBatchSteps((double) samples),
        loss,
        Kaplan.criticalBatchTokens(loss),
        (double) train.batch() * load.context(),
        LearningRate.likeGpt3(load.parameters()),
        train.learningRate(),
        saves.bytes(),
        saves.saveSeconds(),
        saves.intervalSteps(),
        calendar,
        saves.lowDays(),
        saves.highDays(),
        DayAccount.of(load.budget(), load.devices(), calendar, load.overhead()),
        start,
        start == null
            ? null
            : calendar.end(LocalDate.parse(start).atStartOfDay()).toLocalDate().toString());
  }

  /// The days with failures and their band, in words.
  public String daysText() {
    String middle = Amounts.time(calendar.days());
    String low = Amounts.time(lowDays);
    String high = Amounts.time(highDays);
    String unit = high.substring(high.indexOf(' '));
    String from = low.endsWith(unit) ? low.substring(0, low.length() - unit.length()) : low;
    return low.equals(high) ? middle : middle + " (" + from + " to " + high + ")";
  }

  /// The ramp in words.
  public String rampText() {
    return ramp.increments() == 0
        ? "constant"
        : String.format(
            Locale.ROOT,
            "from %,d by %,d to %,d over %,d samples",
            ramp.startBatch(),
            ramp.increment(),
            ramp.batch(),
            ramp.rampSamples());
  }
}
