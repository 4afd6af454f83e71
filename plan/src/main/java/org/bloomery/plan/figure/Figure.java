package org.bloomery.plan.figure;

/// One number of the plan.
///
/// @param name key in plan.json
/// @param label what a person reads
/// @param value whole numbers as `Long`, others as `Double`
/// @param unit as written behind the value
/// @param source the formula and where it comes from
public record Figure(String name, String label, Number value, String unit, String source) {}
