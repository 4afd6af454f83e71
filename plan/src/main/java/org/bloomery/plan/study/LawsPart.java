package org.bloomery.plan.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.run.study.LawSettings;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.CalibratedLeg;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.ChinchillaTable;
import org.bloomery.plan.law.Convergence;
import org.bloomery.plan.law.Kaplan;
import org.bloomery.plan.law.KaplanLegs;
import org.bloomery.plan.law.Repetition;
import org.bloomery.plan.law.ServingChoice;
import org.jspecify.annotations.Nullable;

/// What the scaling laws say of the budget.
///
/// @param flops planned operations
/// @param allocations how each law would spend them
/// @param kaplan Kaplan's legs and where they disagree
/// @param efficient the compute at which a model of the chosen size is trained best, by Kaplan
/// @param converged the compute at which it would be converged
/// @param fit a law fitted to runs of one's own, where the run file names one
/// @param repetition the choice where text is limited and repeats are worth less; absent where the
///   run file names no languages
/// @param serving the choice by total cost, where served tokens are stated
public record LawsPart(
    double flops,
    List<Allocation> allocations,
    KaplanLegs kaplan,
    Convergence efficient,
    Convergence converged,
    @JsonIgnore @Nullable OwnFit fit,
    Repetition.@Nullable Choice repetition,
    @Nullable ServingChoice serving) {
  public static final String REPETITION = "with repetition (Muennighoff et al. 2023)";

  /// @param parameters of the size that was chosen
  /// @param uniqueTokens of all languages together, where the run file states them
  static LawsPart of(
      double flops,
      double parameters,
      @Nullable LawSettings settings,
      @Nullable OwnFit fit,
      @Nullable Double uniqueTokens) {
    Double served = settings == null ? null : settings.servedTokens();
    String choose = settings == null ? null : settings.choose();
    return new LawsPart(
        flops,
        allocations(flops, fit),
        KaplanLegs.of(flops),
        Convergence.optimal(parameters),
        Convergence.converged(parameters),
        fit,
        uniqueTokens == null ? null : Repetition.optimum(flops, uniqueTokens),
        served == null ? null : serving(flops, served, losses(choose, fit)));
  }

  /// The model as good as the one that is cheapest to train, but cheapest over its whole life.
  private static ServingChoice serving(double flops, double servedTokens, Chinchilla law) {
    return ServingChoice.atLoss(law, law.optimum(flops).loss(), servedTokens);
  }

  private static List<Allocation> allocations(double flops, @Nullable OwnFit fit) {
    List<Allocation> all = new ArrayList<>();
    if (fit != null) {
      all.add(fit.law().optimum(flops));
    }
    all.add(Kaplan.optimum(flops));
    all.add(CalibratedLeg.BLOOM.optimum(flops));
    Chinchilla.ALL.forEach(law -> all.add(law.optimum(flops)));
    all.add(ChinchillaTable.optimum(flops));
    all.add(Chinchilla.twentyTokens(flops));
    return List.copyOf(all);
  }

  /// The law of losses that a choice by total cost goes by: one's own where it is to choose.
  static Chinchilla losses(@Nullable String choose, @Nullable OwnFit fit) {
    return "fit".equals(choose) && fit != null ? fit.law() : Chinchilla.REFIT;
  }

  /// The optimum of a law that may choose.
  static Allocation choice(String law, double flops, @Nullable OwnFit fit) {
    return switch (law) {
      case "kaplan" -> Kaplan.optimum(flops);
      case "chinchilla" -> Chinchilla.REFIT.optimum(flops);
      case "20-tokens" -> Chinchilla.twentyTokens(flops);
      case "fit" -> Objects.requireNonNull(fit).law().optimum(flops);
      default -> throw new IllegalStateException("LawSettings refuses " + law);
    };
  }
}
