/// What crosses a door between two rooms, and what every room needs for it: documents and corpora,
/// errors with exit codes, JSON, digests, files that appear whole, seeds, console and progress.
///
/// Takes: nothing. Gives: the types that every room may use. Read [Document] and [Corpus] first,
/// then the packages beside this one: `run` (the run file), `source` (source cards and their
/// locations), `shard` (token files), `stage` (how a stage of a run is carried out) and `sweep`
/// (what short trainings measured).
///
/// To let a new artefact cross a door, add a small record with its reader and writer here, and
/// state the file format in its documentation.
@NullMarked
package org.bloomery.artifact;

import org.jspecify.annotations.NullMarked;
