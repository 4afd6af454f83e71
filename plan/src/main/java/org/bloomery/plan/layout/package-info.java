/// How a model is spread over devices: memory, communication, and time of a step.
///
/// In: a shape, a [Cluster] and a [Layout]. Out: [LayoutMemory] of each stage as a band,
/// [Communication], [StepTime], a simulated [PipelinePlan], and from [LayoutSearch] all layouts
/// that fit, ranked. What the formulas cannot know (slack of allocators, efficiency of products and
/// links) comes from measured rows by the package `calibration`, or from the assumptions in
/// [StepCosts].
///
/// Read [Layout] first, then [FittedMemory] and [StepWork]. [MemoryEstimate] is the same for one
/// process of this project's own trainer.
@NullMarked
package org.bloomery.plan.layout;

import org.jspecify.annotations.NullMarked;
