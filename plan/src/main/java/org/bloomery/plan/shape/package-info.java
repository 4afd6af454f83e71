/// The shape of a decoder: what follows from it exactly, and which shapes are good.
///
/// In: a number of parameters, a vocabulary, a [Split] and a device. Out: a [ShapeSearchResult],
/// the shapes of that size, best first, and why the others were turned down.
///
/// Read [Shape] first, then [TrainingFlops] and [ShapeSearch]. A new rule is a constant of
/// [ShapeRule] with its source, a test in [ShapeRules] that names value, rule and remedy, and a
/// case in its test; a new factor of the score is a component of [ShapeScore]. Other families whose
/// parameters can be counted are records beside [CountedModel].
@NullMarked
package org.bloomery.plan.shape;

import org.jspecify.annotations.NullMarked;
