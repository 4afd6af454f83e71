/// The study as one page: what was decided and why, then each part with its pictures, formulas and
/// sources.
///
/// In: a [org.bloomery.plan.study.Study]. Out: HTML that asks for nothing from outside. Read
/// [StudyPage] first; each other class writes one section.
@NullMarked
package org.bloomery.plan.study.page;

import org.jspecify.annotations.NullMarked;
