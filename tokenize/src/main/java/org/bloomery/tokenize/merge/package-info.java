/// Learns merges from counted words, in exactly the order of Hugging Face's trainer.
///
/// Takes: a list of words with their counts. Gives: a tokenizer.
///
/// Read [org.bloomery.tokenize.merge.BpeTrainer] first: a step takes the next pair from the
/// [org.bloomery.tokenize.merge.MergeQueue], and [org.bloomery.tokenize.merge.MergeStep] visits the
/// words that hold it. [org.bloomery.tokenize.merge.TrainingMemory] counts and merges within a
/// budget.
@NullMarked
package org.bloomery.tokenize.merge;

import org.jspecify.annotations.NullMarked;
