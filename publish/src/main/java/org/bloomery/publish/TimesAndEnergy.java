package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.stage.MeasuredSection;
import org.bloomery.artifact.stage.StageName;

/// The measured section of the card: the one part of a release that differs from run to run.
final class TimesAndEnergy {
  private static final double JOULES_PER_KWH = 3.6e6;

  private TimesAndEnergy() {}

  static void write(Markdown card, RunFolder run) {
    card.paragraph(MeasuredSection.BEGIN);
    card.heading(2, "Times and energy");
    card.paragraph("Measured in this run; another run will differ here and nowhere else.");
    List<List<String>> rows = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      JsonNode measured = run.measured(stage);
      if (measured.has("wallSeconds") && stage != StageName.RELEASE) {
        rows.add(
            List.of(
                stage.verb(),
                Markdown.number(measured.path("wallSeconds").asDouble(), 1),
                Markdown.number(measured.path("cpuSeconds").asDouble(Double.NaN), 1)));
      }
    }
    card.table(List.of("stage", "seconds", "CPU seconds of the process"), rows);
    energy(card, run.measured(StageName.TRAINING));
    card.paragraph(MeasuredSection.END);
  }

  private static void energy(Markdown card, JsonNode training) {
    if (training.has("energyJoules")) {
      card.paragraph(
          "Energy of training: "
              + Markdown.number(training.path("energyJoules").asDouble() / JOULES_PER_KWH, 5)
              + " kWh ("
              + training.path("energyMethod").asText()
              + "). Carbon depends on the place: multiply by the grams a kWh of your grid. Speed: "
              + Markdown.whole(training.path("tokensPerSecond").asDouble())
              + " tokens a second. From `training/measured.json`.");
    }
  }
}
