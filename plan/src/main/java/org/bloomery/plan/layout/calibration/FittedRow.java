package org.bloomery.plan.layout.calibration;

/// A measured value beside what the fit says of it.
///
/// @param row the run
/// @param measured value
/// @param predicted by the fit to all rows
/// @param predictedLeftOut by a fit that never saw this row
public record FittedRow(
    MeasuredRow row, double measured, double predicted, double predictedLeftOut) {}
