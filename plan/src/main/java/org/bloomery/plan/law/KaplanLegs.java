package org.bloomery.plan.law;

import java.util.List;
import java.util.Locale;

/// What each of Kaplan's optimal legs says of one budget, and where they contradict each other.
///
/// @param petaflopDays the budget
/// @param parameters by the model leg
/// @param tokens by the token leg
/// @param impliedPetaflopDays 6·parameters·tokens, which should be the budget
/// @param implied6ndRatio the same as a share of the budget; 1.806 whatever the budget
/// @param batchTokens by the batch leg
/// @param minimumSteps by the step leg
/// @param tokensByBatchAndSteps 2·batch·steps: at the critical batch a run takes twice the least
///   number of steps
/// @param fixedBatchParameters by the leg without the correction for the batch
/// @param lossByCompute L(Cmin)
/// @param lossByParametersAndSteps L(N, S) at the legs' N and S
/// @param lossByParametersAndTokens L(N, D) at the legs' N and D
/// @param disagreements the contradictions in words
public record KaplanLegs(
    double petaflopDays,
    double parameters,
    double tokens,
    double impliedPetaflopDays,
    double implied6ndRatio,
    double batchTokens,
    double minimumSteps,
    double tokensByBatchAndSteps,
    double fixedBatchParameters,
    double lossByCompute,
    double lossByParametersAndSteps,
    double lossByParametersAndTokens,
    List<String> disagreements) {
  public static final String SOURCE = "Kaplan et al. 2020, tables 2, 3, 5 and 6, figure 14";

  public KaplanLegs {
    disagreements = List.copyOf(disagreements);
  }

  public static KaplanLegs of(double budgetFlops) {
    double days = budgetFlops / Kaplan.PETAFLOP_DAY;
    double parameters = Kaplan.optimalParameters(budgetFlops);
    double tokens = Kaplan.optimalTokens(budgetFlops);
    double implied = 6 * parameters * tokens / Kaplan.PETAFLOP_DAY;
    double batch = Kaplan.optimalBatchTokens(budgetFlops);
    double steps = Kaplan.optimalSteps(budgetFlops);
    double byCompute = Kaplan.loss(budgetFlops);
    double bySteps = Kaplan.lossAfterSteps(parameters, steps);
    double bySize = Kaplan.loss(parameters, tokens);
    double fixed = Kaplan.fixedBatchOptimalParameters(budgetFlops);
    return new KaplanLegs(
        days,
        parameters,
        tokens,
        implied,
        implied / days,
        batch,
        steps,
        2 * batch * steps,
        fixed,
        byCompute,
        bySteps,
        bySize,
        List.of(
            String.format(
                Locale.ROOT,
                "N × D: %.0fB parameters and %.0fB tokens would take %,.0f PF-days, %.3f times the"
                    + " budget of %,.0f",
                parameters / 1e9,
                tokens / 1e9,
                implied,
                implied / days,
                days),
            String.format(
                Locale.ROOT,
                "B × S: twice the batch leg times the step leg is %.0fB tokens, the token leg says"
                    + " %.0fB",
                2 * batch * steps / 1e9,
                tokens / 1e9),
            String.format(
                Locale.ROOT,
                "loss: %.3f by compute, %.3f by parameters and steps, %.3f by parameters and tokens",
                byCompute,
                bySteps,
                bySize),
            String.format(
                Locale.ROOT,
                "at a fixed batch the model leg says %.0fB instead of %.0fB parameters",
                fixed / 1e9,
                parameters / 1e9)));
  }
}
