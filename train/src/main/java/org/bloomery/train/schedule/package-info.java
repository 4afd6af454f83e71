/// What changes with the samples read: the learning rate.
///
/// In: the `[train]` section. Out: a number for a sample count. Start with
/// [org.bloomery.train.schedule.LearningRate]. Counted in samples, so that a change of the batch
/// size does not bend the curve.
@NullMarked
package org.bloomery.train.schedule;

import org.jspecify.annotations.NullMarked;
