/// Curation on Spark: many files, many cores, always the same bytes.
///
/// Takes the catalogue and the files that it names; gives the corpus folder (see
/// [org.bloomery.artifact.Corpus]). Read [CurateStage] first. The work has two phases:
///
/// 1. [WorkUnit]s, cut from the catalogue alone, are read and curated independently ([UnitTask]). A
///    finished unit is kept, so that an interrupted stage goes on from there.
/// 2. One shuffle brings documents with the same content hash together, in hash order
///    ([CorpusJob]): duplicates, held-out split, shares and the fixed partitions follow.
///
/// Also counts the words that a tokenizer learns from, where the run file asks for it
/// ([SparkCounting]); merging stays on one machine.
///
/// What an operator does is not decided here but in the curate room. Only this room sees Spark.
@NullMarked
package org.bloomery.spark;

import org.jspecify.annotations.NullMarked;
