package org.bloomery.plan.study;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.BudgetSettings;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.artifact.run.study.MatrixSettings;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.budget.SustainedSpeed;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// Makes a [Study]: budget, size, shape, layout, and what follows from them.
///
/// Where the run file states no sustained speed, it is that of the chosen shape in its layout; but
/// the budget decides the size, and so the shape. A few rounds settle it.
public final class StudyMaker {
  private static final int ROUNDS = 3;

  private final Run run;
  private final PlanSettings plan;
  private final ClusterSettings clusterSettings;
  private final BudgetSettings budgetSettings;
  private final Assumptions assumed;
  private final Machines machines;
  private final ShapeChoices shapes;
  private final @Nullable OwnFit fit;

  private StudyMaker(Run run) {
    this.run = run;
    this.plan = run.plan();
    this.clusterSettings = Objects.requireNonNull(plan.cluster());
    this.budgetSettings = Objects.requireNonNull(plan.budget());
    this.assumed = assumed(plan, budgetSettings);
    this.machines = Machines.of(run, clusterSettings, assumed);
    belowPeak(budgetSettings.sustainedFlopsPerDevice(), machines.device());
    this.shapes = new ShapeChoices(run, machines, assumed);
    this.fit = OwnFit.of(plan.laws());
  }

  /// The study of a run file with `[plan.cluster]`.
  public static Study of(Run run) {
    return new StudyMaker(run).make();
  }

  /// A reserve that the run file's budget states is shown among the assumptions as stated.
  private static Assumptions assumed(PlanSettings plan, BudgetSettings budget) {
    Map<String, Double> stated = new TreeMap<>();
    if (plan.assume() != null) {
      stated.putAll(plan.assume());
    }
    if (budget.reserve() != null) {
      stated.put(ComputeBudget.RESERVE.name(), budget.reserve());
    }
    return Assumed.of(stated);
  }

  private static void belowPeak(@Nullable Double sustained, Device device) {
    double peak = device.matrixFlopsPerSecond();
    if (sustained != null && sustained > peak) {
      throw new RunFileException(
          "plan.budget.sustainedFlopsPerDevice = "
              + sustained
              + " is above the peak of one device, "
              + device.label()
              + " with "
              + Amounts.text(peak)
              + " FLOP/s; state what training gets done, such as "
              + Amounts.text(0.4 * peak)
              + ", or leave it out to have it predicted");
    }
  }

  private Study make() {
    Double stated = budgetSettings.sustainedFlopsPerDevice();
    PlacedShape placed = shapes.reference();
    ComputeBudget budget = budget(speed(stated, placed));
    SizeChoice size = size(budget);
    ShapeChoices.Found found = shapes.around(size.parameters());
    for (int round = 1; round < ROUNDS && stated == null; round++) {
      budget = budget(speed(null, found.chosen()));
      SizeChoice next = size(budget);
      if (Math.abs(next.parameters() / size.parameters() - 1) > 0.005) {
        found = shapes.around(next.parameters());
      }
      size = next;
    }
    return study(stated == null ? budget(speed(null, found.chosen())) : budget, size, found);
  }

  private Study study(ComputeBudget budget, SizeChoice size, ShapeChoices.Found found) {
    PlacedShape chosen = found.chosen();
    TrainingMatrix matrix = matrix(budget);
    double perStep = (double) run.train().batch() * chosen.shape().context();
    double tokens =
        Math.max(1, Math.floor(budget.tokens((double) chosen.parameters()) / perStep)) * perStep;
    SchedulePart schedule =
        SchedulePart.of(
            new SchedulePart.Load(
                (double) chosen.parameters(),
                tokens,
                chosen.shape().context(),
                clusterSettings.devices(),
                batch -> shapes.secondsPerStep(chosen, batch),
                budget,
                budgetSettings.sustainedFlopsPerDevice() == null
                    ? (Double) assumed.of(ComputeBudget.OVERHEAD)
                    : null),
            run.train(),
            plan.schedule(),
            assumed);
    CarbonPart carbon =
        CarbonPart.of(
            plan.carbon(),
            clusterSettings,
            machines.device(),
            schedule.calendar().expectedSeconds() / 3600,
            tokens,
            assumed);
    List<ObservedRow> observed = shapes.observed(found.shapes());
    Decision decision =
        Decisions.of(budget, size, found, schedule, observed, shapes.pipeline(chosen), tokens);
    return new Study(
        run.name(),
        machines.device(),
        clusterSettings.devices(),
        budget,
        budget.petaflopDays(),
        LawsPart.of(
            budget.flops(),
            size.parameters(),
            plan.laws(),
            fit,
            plan.languages() == null
                ? null
                : (Double) LanguagesPart.uniqueTokens(plan.languages())),
        matrix,
        size,
        plan.languages() == null
            ? null
            : LanguagesPart.of(
                plan.languages(), matrix, (double) chosen.parameters(), tokens, assumed),
        found.shapes(),
        found.layouts(),
        observed,
        machines.sweep(),
        schedule,
        carbon,
        decision,
        Assumed.uses(assumed));
  }

  private SizeChoice size(ComputeBudget budget) {
    Shape own = OwnModel.shape(run);
    return SizeChoice.of(plan, matrix(budget), budget.flops(), (double) own.parameters(), fit);
  }

  private ComputeBudget budget(SustainedSpeed speed) {
    Double hours = budgetSettings.clusterHours(clusterSettings.devices());
    Double days = budgetSettings.petaflopDays();
    double deviceHours;
    if (hours != null) {
      deviceHours = hours * clusterSettings.devices();
    } else if (days != null) {
      deviceHours = days * ComputeBudget.PETAFLOP_DAY / speed.flopsPerSecond() / 3600;
    } else {
      throw new IllegalStateException("BudgetSettings refuses a budget of nothing");
    }
    return new ComputeBudget(deviceHours, speed, assumed.of(ComputeBudget.RESERVE));
  }

  /// A predicted speed is counted as 6ND counts, and less what a run takes beyond its steps.
  private SustainedSpeed speed(@Nullable Double stated, PlacedShape placed) {
    if (stated != null) {
      return SustainedSpeed.stated(stated, "run file, plan.budget.sustainedFlopsPerDevice");
    }
    double perSecond =
        6.0
            * placed.parameters()
            * placed.time().tokensPerSecondPerDevice()
            / assumed.of(ComputeBudget.OVERHEAD);
    double error = placed.time().highSeconds() / placed.time().seconds();
    return new SustainedSpeed(
        perSecond,
        perSecond / error,
        perSecond * placed.time().seconds() / placed.time().lowSeconds(),
        "predicted for "
            + placed.shapeText()
            + " in "
            + placed.layout().label()
            + ", as 6ND, ÷ overhead; "
            + placed.time().source());
  }

  private TrainingMatrix matrix(ComputeBudget budget) {
    MatrixSettings settings = plan.matrix();
    if (settings == null) {
      double own = (double) OwnModel.shape(run).parameters();
      return TrainingMatrix.of(
          budget.flops(), List.of(own / 2, own, 2 * own), TrainingMatrix.MARGINS, 0);
    }
    Double floor = settings.floorTokens();
    return TrainingMatrix.of(
        budget.flops(), settings.parameters(), settings.margins(), floor == null ? 0 : floor);
  }
}
