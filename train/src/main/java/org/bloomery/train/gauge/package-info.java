/// What training measures about the model and the machine while it runs, none of which changes a
/// bit of training: gradient noise scale, norms by layer, operations a second.
///
/// In: gradients and weights of a [org.bloomery.train.Learner] through its [Gauges], at the moments
/// that the loop tells [Diagnostics]. Out: [StepGauges] a step and [ParameterNorms] an evaluation,
/// which [org.bloomery.train.log.MeasuredLog] writes down. Read [Diagnostics] first. To add a
/// gauge: a method of [Gauges], a component of [StepGauges], a tag in the log.
@NullMarked
package org.bloomery.train.gauge;

import org.jspecify.annotations.NullMarked;
