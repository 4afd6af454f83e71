package org.bloomery.plan.audit;

import org.jspecify.annotations.Nullable;

/// One row of a published table.
///
/// @param line of the file
/// @param model its name
/// @param parameters N
/// @param tokens D
/// @param petaflopDays as printed
/// @param acceleratorHours of the run as printed, where known
/// @param flopsPerSecond model FLOP/s of one accelerator, where known
/// @param devices accelerators, where known
/// @param days that they ran, where known
/// @param source where the row comes from, or empty
record AuditRow(
    int line,
    String model,
    double parameters,
    double tokens,
    Printed petaflopDays,
    @Nullable Printed acceleratorHours,
    @Nullable Double flopsPerSecond,
    @Nullable Double devices,
    @Nullable Double days,
    String source) {}
