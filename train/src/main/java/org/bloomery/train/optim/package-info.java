/// The optimiser: turns the gradients of a [org.bloomery.model.ParameterStore] into new weights.
///
/// Comes in: flat gradients, a learning rate. Goes out: changed master weights (and refreshed
/// shadows). Read [org.bloomery.train.optim.AdamW]; clipping is
/// [org.bloomery.train.optim.GradientNorm]. To add an optimiser, work on the store's flat buffers
/// and their two groups (the decaying elements come first), and keep its state in buffers of the
/// same layout.
@NullMarked
package org.bloomery.train.optim;

import org.jspecify.annotations.NullMarked;
