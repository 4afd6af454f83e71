/// What makes documents, or parts of them, duplicates: pure algorithms that know no engine.
///
/// - whole documents: [DocumentKeys] (exact text, URL);
/// - near duplicates: [Sketcher] ([MinHash], [SimHash]) names candidates, [GreedyKeep] compares
///   each with those that are kept and decides; [NearDuplicates] does all of it in memory;
/// - parts: [Passages] (lines, paragraphs), [RepeatedSubstrings] (suffix array).
///
/// Read [NearDuplicates] first. To add a measure of likeness: a permitted class of [Sketcher], and
/// the compiler lists the places.
@NullMarked
package org.bloomery.curate.duplicate;

import org.jspecify.annotations.NullMarked;
