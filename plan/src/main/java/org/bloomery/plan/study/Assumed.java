package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.carbon.CarbonRates;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.layout.StepCosts;
import org.bloomery.plan.schedule.Checkpoint;
import org.bloomery.plan.shape.ShapeSearch;
import org.jspecify.annotations.Nullable;

/// The assumptions of all parts, in the order of the page.
public final class Assumed {
  public static final List<Assumption> ALL =
      Stream.of(
              ComputeBudget.ASSUMED,
              LanguagePlan.ASSUMED,
              ShapeSearch.ASSUMED,
              ShapeChoices.ASSUMED,
              StepCosts.ASSUMED,
              Checkpoint.ASSUMED,
              CarbonRates.ASSUMED)
          .flatMap(List::stream)
          .distinct()
          .toList();

  /// One assumption as a study used it.
  ///
  /// @param used the value that was computed with
  /// @param source of that value; where it is stated, also the default with its source
  /// @param stated whether the run file states it
  public record Use(
      String name,
      String label,
      double used,
      double value,
      double low,
      double high,
      String unit,
      String source,
      boolean stated) {}

  private Assumed() {}

  /// What the run file states, refused where it names no assumption or leaves its domain.
  public static Assumptions of(@Nullable Map<String, Double> stated) {
    Map<String, Double> values = new TreeMap<>(stated == null ? Map.of() : stated);
    List<String> problems = new ArrayList<>();
    values.forEach((name, value) -> {
      Assumption known = find(name);
      if (known == null) {
        problems.add(
            "plan.assume."
                + name
                + " = "
                + value
                + " is no assumption of the planner; known are "
                + String.join(", ", ALL.stream().map(Assumption::name).sorted().toList()));
      } else if (!known.allows(value)) {
        problems.add(outside(known, value));
      }
    });
    if (!problems.isEmpty()) {
      throw new RunFileException(problems);
    }
    return new Assumptions(values);
  }

  private static String outside(Assumption known, double value) {
    String unit = known.unit().isEmpty() ? "" : " " + known.unit();
    return "plan.assume."
        + known.name()
        + " = "
        + value
        + " ("
        + known.label()
        + ") must lie between "
        + Amounts.text(known.least())
        + " and "
        + Amounts.text(known.most())
        + unit
        + "; sources support "
        + Amounts.text(known.low())
        + " to "
        + Amounts.text(known.high())
        + ", and "
        + Amounts.text(known.value())
        + " is taken where the line is left out";
  }

  /// All of them as they were used, what the run file states first.
  public static List<Use> uses(Assumptions assumptions) {
    return ALL.stream()
        .map(assumption ->
            new Use(
                assumption.name(),
                assumption.label(),
                assumptions.of(assumption),
                assumption.value(),
                assumption.low(),
                assumption.high(),
                assumption.unit(),
                source(assumption, assumptions),
                assumptions.isStated(assumption)))
        .sorted(Comparator.comparing(use -> !use.stated()))
        .toList();
  }

  /// A stated value comes from the run file; the paper stands behind the default beside it.
  private static String source(Assumption assumption, Assumptions assumptions) {
    return assumptions.isStated(assumption)
        ? "run file; default "
            + (Amounts.text(assumption.value()) + " " + assumption.unit()).strip()
            + ": "
            + assumption.source()
        : assumption.source();
  }

  private static @Nullable Assumption find(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }
}
