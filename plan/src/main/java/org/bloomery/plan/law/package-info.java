/// Scaling laws: what loss a size and an amount of text lead to, and how to split a budget.
///
/// Pure functions with their papers beside them. Read [Chinchilla] first. A new law is a class
/// here, a golden case, and a line in the study.
@NullMarked
package org.bloomery.plan.law;

import org.jspecify.annotations.NullMarked;
