/// A budget becomes a plan.
///
/// In: a run file. Out: `plan/plan.json`, figures with their units and sources, and the same on the
/// terminal; with `[plan.cluster]` in the run file also a study with a page and the run file of the
/// chosen plan. Nothing here needs natives, so a plan takes seconds.
///
/// Arrows fall from here to `study`, and from `study` to the parts, which know nothing of run
/// files: `budget`, `law`, `language`, `device`, `shape`, `layout`, `schedule`, `carbon`; all stand
/// on `figure`. Read [PlanStage] first, then [org.bloomery.plan.study.Study]. A new figure is a
/// small pure function with its paper and equation beside it and a golden case; a number that
/// nothing gives is an [org.bloomery.plan.figure.Assumption] with a source.
@NullMarked
package org.bloomery.plan;

import org.jspecify.annotations.NullMarked;
