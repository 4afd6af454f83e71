/// Scaling laws: what loss a size and an amount of text lead to, and how to split a budget.
///
/// In: parameters, tokens, operations, losses. Out: an [Allocation] of a budget, or a record of
/// what a law says of one question: [KaplanLegs] (where Kaplan's fits contradict each other),
/// [Convergence] (how far to train), [ServingChoice] (a model that will be used), [Repetition]
/// (text that runs out). Pure functions with their papers beside them.
///
/// Read [Chinchilla] first. A new law is a class here, a golden case, and a line in the study.
@NullMarked
package org.bloomery.plan.law;

import org.jspecify.annotations.NullMarked;
