/// The sections below `[plan]` that make a study of a plan: the cluster, the budget, and what is to
/// be chosen for them.
///
/// Only `cluster` and `budget` are needed; another section that is left out leaves its question to
/// the study, as its record says. Numbers that are neither stated nor searched are assumptions of
/// the plan room, each with a source, and `[plan.assume]` replaces them by name. Read
/// [ClusterSettings] first.
@NullMarked
package org.bloomery.artifact.run.study;

import org.jspecify.annotations.NullMarked;
