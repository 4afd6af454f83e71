/// How text is divided among languages: the one home of the formulas that the planner, curation and
/// the tokenizer's sampling share, and of published mixes.
///
/// Takes sizes and weights; gives amounts. Read [Shares] first. To add a published mix: a file
/// beside this package's classes and a constant of [MixProfile].
@NullMarked
package org.bloomery.artifact.mix;

import org.jspecify.annotations.NullMarked;
