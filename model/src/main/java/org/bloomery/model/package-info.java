/// The architectures, on one device: BLOOM as a chain of segments.
///
/// Comes in: a shape, a seed or weights, token ids. Goes out: losses, logits and gradients, in flat
/// buffers with a place for each parameter under its Hugging Face name. Read
/// [org.bloomery.model.BloomModel] first, then [org.bloomery.model.SegmentWalk] (how a program of
/// segments runs forward and backward) and [org.bloomery.model.ParameterStore] (where weights lie).
/// Model code knows no ranks: a parallel layout comes in from outside, through the metadata of
/// [org.bloomery.model.Parameter] and the places of [org.bloomery.model.Exchanges].
///
/// To add a layer, write one [org.bloomery.model.Segment], put it into the program, and add its
/// parameters to [org.bloomery.model.BloomParameters].
@NullMarked
package org.bloomery.model;

import org.jspecify.annotations.NullMarked;
