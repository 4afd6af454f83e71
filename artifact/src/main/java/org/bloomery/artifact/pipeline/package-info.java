/// The order in which the stages of a pipeline work, as pure data, and what it costs, by
/// simulation.
///
/// In: a schedule, the stages and the micro-batches of a step. Out: the passes of each stage, in
/// order; with the seconds of each stage also the time of a step, its bubble, the micro-batches in
/// flight, and a timeline that can be drawn. What the planner simulates and draws is what training
/// runs, and what training draws beside the step that it measured. Read
/// [org.bloomery.artifact.pipeline.TaskOrder] first, then
/// [org.bloomery.artifact.pipeline.PipelineSimulator]; to add a schedule, add a kind to
/// [org.bloomery.artifact.pipeline.Schedule] and its order there.
@NullMarked
package org.bloomery.artifact.pipeline;

import org.jspecify.annotations.NullMarked;
