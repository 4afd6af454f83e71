package org.bloomery.artifact.run.study;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// How the run goes in time. The first three belong together; without them the batch is constant.
///
/// @param rampStart sequences of the first batches
/// @param rampStep sequences that each step of the ramp adds, until `train.batch` is reached
/// @param rampSamples sequences over which the batch grows
/// @param start first day, `YYYY-MM-DD`; absent: days are counted from the start
public record ScheduleSettings(
    @Nullable Integer rampStart,
    @Nullable Integer rampStep,
    @Nullable Long rampSamples,
    @Nullable String start) {
  public ScheduleSettings {
    Require.that(
        (rampStart == null) == (rampStep == null) && (rampStep == null) == (rampSamples == null),
        "rampStart, rampStep and rampSamples are given together or not at all");
    Require.positive("rampStart", rampStart);
    Require.positive("rampStep", rampStep);
    Require.positive("rampSamples", rampSamples);
    Require.that(
        start == null || isDate(start), "start = \"" + start + "\" is no date; write YYYY-MM-DD");
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
