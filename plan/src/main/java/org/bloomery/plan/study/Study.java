package org.bloomery.plan.study;

import java.util.List;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.jspecify.annotations.Nullable;

/// Everything that a study found, in the order in which it decides.
///
/// @param name of the run
/// @param device of the cluster
/// @param devices how many
/// @param budget what may be spent
/// @param petaflopDays the same, planned
/// @param laws how scaling laws would spend it
/// @param matrix tokens by size and margin
/// @param size that was chosen to look for shapes around
/// @param languages how tokens are divided, where the run file says
/// @param shapes what the search for a shape found
/// @param layouts where shapes and layouts meet
/// @param observed measured steps beside predictions
/// @param sweep this machine's own short trainings that time and memory rest on; absent: none
/// @param schedule how the run goes in time
/// @param carbon what it emits
/// @param decision what is to be trained, and why
/// @param assumptions every number that neither the run file nor a formula gave
public record Study(
    String name,
    Device device,
    int devices,
    ComputeBudget budget,
    double petaflopDays,
    LawsPart laws,
    TrainingMatrix matrix,
    SizeChoice size,
    @Nullable LanguagesPart languages,
    ShapesPart shapes,
    LayoutsPart layouts,
    List<ObservedRow> observed,
    @Nullable SweepCalibration sweep,
    SchedulePart schedule,
    CarbonPart carbon,
    Decision decision,
    List<Assumed.Use> assumptions) {}
