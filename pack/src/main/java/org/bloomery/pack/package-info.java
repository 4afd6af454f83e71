/// A corpus and a tokenizer become shards.
///
/// Takes: the corpus and the tokenizer folder. Gives, per language:
/// - `LANG.bin`, `LANG.idx`: the ids of its training documents, each ended with `</s>`
/// - `LANG.documents.jsonl.zst`: which document lies where, a line a document: its number, id and
///   source, its token offset and length in the shard
/// - the same three under `heldout-LANG` for the held-out documents
/// - `table.json`: documents and tokens of every language
///
/// Read [org.bloomery.pack.PackStage] first; the file format is in `org.bloomery.artifact.shard`.
@NullMarked
package org.bloomery.pack;

import org.jspecify.annotations.NullMarked;
