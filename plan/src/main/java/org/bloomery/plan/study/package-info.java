/// The whole path of a plan: from a budget on described machines to a model worth training.
///
/// In: a run file with `[plan.cluster]`. Out: a [Study], one record tree of what every part found,
/// with a decision and its reasons; [StudyMaker] makes it. The parts are pure functions in packages
/// of their own, which know nothing of run files and of each other; this package alone sees all.
///
/// Read [Study] first, then [StudyMaker]. Default numbers are assumptions with sources: [Assumed]
/// lists those of all parts, and a new part adds its list there.
@NullMarked
package org.bloomery.plan.study;

import org.jspecify.annotations.NullMarked;
