/// Training on many ranks: data, tensor and pipeline parallelism, at once.
///
/// In: a [org.bloomery.tensor.collective.World], a mesh of its ranks, and a model. Out: the same
/// losses and weights as one rank gives. Read [org.bloomery.train.parallel.Mesh] first (who sits
/// where), then [org.bloomery.train.parallel.ParallelEngine] (what one rank does in a step). How
/// one rank leads the others is `train.ParallelLearner`.
///
/// A model is cut from outside: parameters by what they declare, programs at their exchanges.
@NullMarked
package org.bloomery.train.parallel;

import org.jspecify.annotations.NullMarked;
