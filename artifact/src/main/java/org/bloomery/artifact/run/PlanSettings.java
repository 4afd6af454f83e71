package org.bloomery.artifact.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Require;
import org.bloomery.artifact.run.study.BudgetSettings;
import org.bloomery.artifact.run.study.CarbonSettings;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.artifact.run.study.LanguagePlanSettings;
import org.bloomery.artifact.run.study.LawSettings;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.artifact.run.study.MatrixSettings;
import org.bloomery.artifact.run.study.ObservedSettings;
import org.bloomery.artifact.run.study.ScheduleSettings;
import org.bloomery.artifact.run.study.ShapeSearchSettings;
import org.jspecify.annotations.Nullable;

/// What the run may cost. With `cluster` and `budget` the plan becomes a study, which also chooses;
/// without them it says what the run file's own choice costs.
///
/// @param tokens training tokens, if the budget is stated in tokens
/// @param hours wall-clock hours of the device, if it is stated in time
/// @param deviceFlopsPerSecond matrix multiplication speed of the device; where absent, a short
///   measurement in plain Java stands in for it
/// @param utilisation training's operations a second as a share of that; above one where training
///   uses faster arithmetic than the measurement
/// @param sweep table of `bloomery sweep` on this machine, relative to the run file, that time and
///   memory are fitted to in place of speed and utilisation
/// @param cluster the machines of a study
/// @param budget what a study may spend
/// @param laws which scaling laws are asked beside the published ones
/// @param matrix tokens by model size and margin; absent: sizes around that of the model
/// @param languages how tokens are divided; absent: the study says nothing of languages
/// @param shape which shapes are compared; absent: only the run file's own
/// @param layout which layouts are compared; absent: all
/// @param schedule when the run goes; absent: days are counted from its start
/// @param carbon where the electricity comes from; absent: the world's mean
/// @param observed measured steps to set beside the prediction
/// @param assume values in place of the plan room's assumptions, by name
public record PlanSettings(
    @Nullable Long tokens,
    @Nullable Double hours,
    @Nullable Double deviceFlopsPerSecond,
    double utilisation,
    @Nullable Path sweep,
    @Nullable ClusterSettings cluster,
    @Nullable BudgetSettings budget,
    @Nullable LawSettings laws,
    @Nullable MatrixSettings matrix,
    @Nullable LanguagePlanSettings languages,
    @Nullable ShapeSearchSettings shape,
    @Nullable LayoutSearchSettings layout,
    @Nullable ScheduleSettings schedule,
    @Nullable CarbonSettings carbon,
    @Nullable List<ObservedSettings> observed,
    @Nullable Map<String, Double> assume) {
  public PlanSettings {
    observed = observed == null ? null : List.copyOf(observed);
    assume = assume == null ? null : Map.copyOf(assume);
    Require.that(
        (cluster == null) == (budget == null),
        "a study needs both [plan.cluster] and [plan.budget]");
    Require.that(
        cluster != null
            || (laws == null
                && matrix == null
                && languages == null
                && shape == null
                && layout == null
                && schedule == null
                && carbon == null
                && observed == null
                && assume == null),
        "the sections below [plan] belong to a study; add [plan.cluster] and [plan.budget]");
    Require.that(
        tokens != null || hours != null || budget != null,
        "state a budget: tokens = … or hours = …, or [plan.cluster] and [plan.budget]");
    Require.that(tokens == null || tokens > 0, "tokens = " + tokens + " must be above zero");
    Require.that(hours == null || hours > 0, "hours = " + hours + " must be above zero");
    Require.that(
        deviceFlopsPerSecond == null || deviceFlopsPerSecond > 0,
        "deviceFlopsPerSecond = "
            + deviceFlopsPerSecond
            + " must be above zero; leave it out to measure this machine");
    Require.that(
        sweep == null || deviceFlopsPerSecond == null,
        "sweep = \"" + sweep + "\" tells how fast this machine is; leave deviceFlopsPerSecond out");
    Require.that(
        sweep == null || cluster == null || cluster.isThisMachine(),
        "sweep was measured on this machine, and cluster.device = \""
            + (cluster == null ? "" : cluster.device())
            + "\" is another; give rows of that one as [plan.layout] calibration");
    Require.that(
        cluster == null
            || !cluster.isThisMachine()
            || layout == null
            || layout.calibration() == null,
        "layout.calibration is for clusters, and cluster.device = \"this-machine\"; give a table of"
            + " `bloomery sweep` as plan.sweep");
    Require.that(
        utilisation > 0,
        "utilisation = " + utilisation + " must be above zero; 0.4 is usual on a GPU");
  }
}
