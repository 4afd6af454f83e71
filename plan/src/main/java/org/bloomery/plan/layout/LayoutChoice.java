package org.bloomery.plan.layout;

import java.util.List;

/// A layout that fits, with what it costs.
///
/// @param layout the layout
/// @param memory of its fullest device
/// @param time of a step
/// @param warnings what could be better
public record LayoutChoice(
    Layout layout, LayoutMemory memory, StepTime time, List<LayoutProblem> warnings) {
  public LayoutChoice {
    warnings = List.copyOf(warnings);
  }
}
