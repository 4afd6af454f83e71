package org.bloomery.plan.layout.calibration;

import org.jspecify.annotations.Nullable;

/// A measured value beside what the fit says of it.
///
/// @param row the run
/// @param measured value
/// @param predicted by the fit to all rows
/// @param predictedLeftOut by a fit that never saw this row
/// @param predictedShapeLeftOut by a fit that saw no row with as many layers of this width, as a
///   plan for a new model must; absent where there are no others
public record FittedRow(
    MeasuredRow row,
    double measured,
    double predicted,
    double predictedLeftOut,
    @Nullable Double predictedShapeLeftOut) {}
