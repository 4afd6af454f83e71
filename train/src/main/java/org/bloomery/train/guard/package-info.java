/// What watches over training and what it does then: loss spikes, steps that hang, switches that a
/// person sets, and the checks before the first step.
///
/// In: the numbers of each step. Out: decisions, which [org.bloomery.train.TrainingLoop] carries
/// out. They follow from the log alone, so that a run that was interrupted decides the same. Read
/// [SpikeWatch] first.
@NullMarked
package org.bloomery.train.guard;

import org.jspecify.annotations.NullMarked;
