package org.bloomery.plan.shape;

/// Why a shape is not taken.
///
/// @param sentence the value, what it breaks, and what to take instead
public record Objection(ShapeRule rule, String sentence) {}
