/// Curation on Spark: many files, many cores, always the same bytes.
///
/// Takes the catalogue and the files that it names; gives the corpus folder (see
/// [org.bloomery.artifact.Corpus]). Read [CurateStage] first. The work has three phases:
///
/// 1. [WorkUnit]s, cut from the catalogue alone, are read and curated independently ([UnitTask]). A
///    finished unit is kept, so that an interrupted stage goes on from there.
/// 2. Steps over all documents together ([CorpusSteps]: duplicates, evaluation items) decide one
///    after the other. Decisions are small sorted files ([org.bloomery.spark.sorted]); texts are
///    read again with the decisions applied ([UnitReader]), and written once at the end
///    ([ApplyTask]).
/// 3. One shuffle brings documents with the same content hash together, in hash order
///    ([CorpusJob]): what became equal, held-out split, mix and the fixed partitions follow.
///
/// Also counts the words that a tokenizer learns from, where the run file asks for it
/// ([SparkCounting]); merging stays on one machine.
///
/// What an operator does is not decided here but in the curate room. Only this room sees Spark.
@NullMarked
package org.bloomery.spark;

import org.jspecify.annotations.NullMarked;
