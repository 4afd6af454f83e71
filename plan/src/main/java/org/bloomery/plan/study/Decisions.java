package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.PipelinePlan;
import org.bloomery.plan.shape.Recompute;
import org.jspecify.annotations.Nullable;

/// Says what is chosen, and why.
final class Decisions {
  private Decisions() {}

  static Decision of(
      ComputeBudget budget,
      SizeChoice size,
      ShapeChoices.Found found,
      SchedulePart schedule,
      List<ObservedRow> observed,
      @Nullable PipelinePlan pipeline,
      double tokens) {
    PlacedShape chosen = found.chosen();
    List<String> reasons = new ArrayList<>();
    reasons.add(
        text(
            "Budget: %s accelerator-hours at %s each are %s PF-days, of which %.0f %% are planned.",
            Numbers.whole(budget.acceleratorHours()),
            Amounts.teraflops(budget.speed().flopsPerSecond()),
            Amounts.text(ComputeBudget.petaflopDays(budget.grossFlops())),
            100 * (1 - budget.reserve())));
    reasons.add(text("Size: %s parameters, %s.", Numbers.size(size.parameters()), size.reason()));
    reasons.add(shape(found));
    reasons.add(layout(found));
    reasons.add(
        text(
            "Training: %s tokens in %s steps, %s with failures; %s held by the fullest device.",
            Numbers.size(tokens),
            Numbers.whole((double) schedule.steps()),
            schedule.daysText(),
            text(
                "%s to %s GiB",
                Amounts.gibibytes(chosen.memory().lowBytes()),
                Amounts.gibibytes(chosen.memory().highBytes()))));
    reasons.add("Time: " + schedule.account().sentence());
    if (!observed.isEmpty()) {
      reasons.add(measured(observed));
    }
    return new Decision(
        (double) chosen.parameters(), tokens, chosen, pipeline, found.kept(), List.copyOf(reasons));
  }

  private static String shape(ShapeChoices.Found found) {
    PlacedShape chosen = found.chosen();
    PlacedShape best = found.best();
    if (!found.kept()) {
      return text(
          "Shape: %s (%s parameters), first of %d that were put into layouts.",
          chosen.shapeText(),
          Numbers.whole((double) chosen.parameters()),
          found.layouts().shapes().size());
    }
    return found.ownPlace() == 1
        ? text(
            "Shape: the run file's own, %s (%s parameters), comes first of %d.",
            chosen.shapeText(),
            Numbers.whole((double) chosen.parameters()),
            found.layouts().shapes().size())
        : text(
            "Shape: the run file's own, %s (%s parameters), is place %d of %d and, in the layout below,"
                + " %.1f %% behind %s: less than a prediction can tell, so it is kept.",
            chosen.shapeText(),
            Numbers.whole((double) chosen.parameters()),
            found.ownPlace(),
            found.layouts().shapes().size(),
            100 * chosen.behind(best),
            best.shapeText());
  }

  private static String layout(ShapeChoices.Found found) {
    PlacedShape chosen = found.chosen();
    PlacedShape own = found.layouts().own();
    PlacedShape fastest = found.layouts().layouts().getFirst();
    String text =
        text(
            "Layout: %s, %s seconds a step, %s of the model a device",
            named(chosen.layout()),
            seconds(chosen),
            Amounts.teraflops(chosen.time().modelFlopsPerSecondPerDevice()));
    int fitting = found.layouts().fitting();
    if (own == null || !own.layout().equals(chosen.layout())) {
      return text + text("; the fastest of %d that fit.", fitting) + stated(own, chosen);
    }
    double behind = 100 * chosen.behind(fastest);
    return behind == 0
        ? text + text("; the run file's own, and the fastest of %d that fit.", fitting)
        : text
            + text(
                "; the run file's own, %.1f %% behind the fastest of %d that fit, %s, which is"
                    + " less than a prediction can tell, so it is kept.",
                behind, fitting, fastest.layout().label());
  }

  /// One process has nothing to spread.
  private static String named(Layout layout) {
    return layout.devices() == 1
        ? text(
            "one process, micro-batches of %d%s",
            layout.microBatch(),
            layout.recompute() == Recompute.NONE ? "" : ", blocks run again in backward")
        : layout.label();
  }

  private static String stated(@Nullable PlacedShape own, PlacedShape chosen) {
    if (own == null) {
      return "";
    }
    return own.fits()
        ? text(
            " The run file's own layout, %s, would take %s seconds.",
            own.layout().label(), seconds(own))
        : text(
            " The run file's own layout, %s, may need %s GiB of a device with %s.",
            own.layout().label(), Amounts.gibibytes(own.memory().highBytes()), chosen.shapeText());
  }

  private static String seconds(PlacedShape placed) {
    double seconds = placed.time().seconds();
    return text(seconds < 10 ? "%.3f" : "%.2f", seconds);
  }

  private static String measured(List<ObservedRow> observed) {
    double worst =
        observed.stream().mapToDouble(row -> Math.abs(row.secondsError())).max().orElse(0);
    return text(
        "Measured: %d steps are stated; the prediction is at most %.1f %% off.",
        observed.size(), 100 * worst);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the formats stand in this class
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
