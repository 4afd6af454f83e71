/// The order in which the stages of a pipeline work, as pure data.
///
/// In: a schedule, the stages and the micro-batches of a step. Out: the passes of each stage, in
/// order. What the planner simulates and draws is what training runs. Read
/// [org.bloomery.artifact.pipeline.TaskOrder]; to add a schedule, add a kind to
/// [org.bloomery.artifact.pipeline.Schedule] and its order there.
@NullMarked
package org.bloomery.artifact.pipeline;

import org.jspecify.annotations.NullMarked;
