/// Judges vocabularies: what each language pays for its text.
///
/// Takes: folders with `tokenizer.json`, a corpus, and text that is parallel by line if there is
/// any. Gives: a table, `report.json` and `report.html`; for `sweep`, a tokenizer a size as well,
/// and `sweep.json` and `sweep.html`.
///
/// Read [org.bloomery.tokenize.judge.Judge] first: it measures. What is measured is defined at
/// [org.bloomery.tokenize.judge.Fertility], [org.bloomery.tokenize.judge.Score],
/// [org.bloomery.tokenize.judge.RenyiEfficiency] and [org.bloomery.tokenize.judge.ParallelText].
///
/// To add a measure: a component of [org.bloomery.tokenize.judge.Score], its computation in
/// [org.bloomery.tokenize.judge.LanguageMeters], a column in
/// [org.bloomery.tokenize.judge.ScoreTable], and a hand-counted example in a test.
@NullMarked
package org.bloomery.tokenize.judge;

import org.jspecify.annotations.NullMarked;
