/// A budget becomes a plan.
///
/// In: the sections `[plan]`, `[model]` and `[train]` of a run file. Out: `plan/plan.json`, a list
/// of figures, each with its unit and the source of its formula, and the same table on the
/// terminal. Nothing here needs natives, so a plan takes a second.
///
/// Read [Shape] first, then [Chinchilla]; [PlanTable] puts the figures together and [PlanStage] is
/// the door. A new figure is a small pure function with its paper and equation beside it, one line
/// in `PlanTable`, and one golden case.
@NullMarked
package org.bloomery.plan;

import org.jspecify.annotations.NullMarked;
