/// Which tokens the model reads at which sample, by Megatron-LM's rules.
///
/// In: token sets (documents in a fixed order, each a run of token ids). Out: for a sample number,
/// `sequenceLength + 1` token ids, of which neighbours share one.
///
/// Start with [org.bloomery.train.data.SampleOrder] (one set) and
/// [org.bloomery.train.data.BlendedSamples] (several sets by weight). Everything is addressed by
/// the sample number alone, so a resumed run, or one on another number of ranks, reads the same
/// samples in the same order. To add another order (a curriculum, a skip ledger), implement
/// [org.bloomery.train.data.Samples].
@NullMarked
package org.bloomery.train.data;

import org.jspecify.annotations.NullMarked;
