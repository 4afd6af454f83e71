/// A checkpoint becomes scores.
///
/// In: `training/model`, `tokenizer/` and the held-out documents of `corpus/`. Out:
/// `evaluation/scores.json` (bits per byte a language beside XZ and beside the untrained model, a
/// multiple-choice task with standard errors) and `evaluation/samples.json` (a continuation a
/// language), the same bytes whenever the inputs are the same.
///
/// Read [EvaluateStage] first, then [BitsPerByte] and [ChoiceTask]. Everything that asks the model
/// goes through [TokenLikelihood]. A new measure is one record with a static `measure`, one
/// component of [Scores] and one column of [ScoreTable].
@NullMarked
package org.bloomery.evaluate;

import org.jspecify.annotations.NullMarked;
