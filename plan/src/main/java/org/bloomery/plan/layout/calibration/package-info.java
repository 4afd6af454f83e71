/// Measured rows, and what they say about memory and time.
///
/// In: a CSV of runs ([MeasuredRows] names its columns); the rows that BigScience published before
/// BLOOM are shipped ([Chronicle]). Out: [org.bloomery.plan.layout.FittedMemory] and
/// [org.bloomery.plan.layout.StepCosts], each with the errors of its fit, also when the row in
/// question was left out.
///
/// Read [Chronicle] first, then [MemoryCalibration] and [StepCalibration].
@NullMarked
package org.bloomery.plan.layout.calibration;

import org.jspecify.annotations.NullMarked;
