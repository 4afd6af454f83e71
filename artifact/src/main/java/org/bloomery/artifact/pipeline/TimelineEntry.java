package org.bloomery.artifact.pipeline;

/// One bar of a pipeline's drawing.
///
/// @param stage row
/// @param task what it does
/// @param startSeconds from the step's begin
/// @param endSeconds likewise
public record TimelineEntry(int stage, Task task, double startSeconds, double endSeconds) {}
