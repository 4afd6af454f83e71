package org.bloomery.plan.shape;

import java.util.List;

/// The shapes of a search that one rule turned down.
///
/// @param count shapes that break this rule; one that breaks several is counted by each
/// @param examples sentences on those that break the fewest rules and are nearest to the best depth
public record RejectedShapes(ShapeRule rule, int count, List<String> examples) {}
