package org.bloomery.artifact.run.study;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.bloomery.artifact.Require;

/// When the run goes.
///
/// @param start first day, `YYYY-MM-DD`
public record ScheduleSettings(String start) {
  public ScheduleSettings {
    Require.that(isDate(start), "start = \"" + start + "\" is no date; write YYYY-MM-DD");
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
