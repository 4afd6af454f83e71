/// Pipeline schedules and what they cost, by simulation.
///
/// In: seconds of each stage and the order of the micro-batches. Out: seconds of a step, bubble,
/// micro-batches in flight, and a timeline that can be drawn.
///
/// Read [PipelineSimulator] first; the orders are [org.bloomery.artifact.pipeline.TaskOrder].
@NullMarked
package org.bloomery.plan.layout.pipeline;

import org.jspecify.annotations.NullMarked;
