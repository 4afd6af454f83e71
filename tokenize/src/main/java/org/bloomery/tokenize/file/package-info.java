/// The files of tokenizers.
///
/// Takes: any byte-level BPE `tokenizer.json`, or a tiktoken rank file. Gives: a
/// [org.bloomery.tokenize.encode.Tokenizer]; and of one, `tokenizer.json`, `tokenizer_config.json`,
/// `vocab.json` and `merges.txt`.
///
/// Read [org.bloomery.tokenize.file.TokenizerFiles] first. What would give other ids here than with
/// its makers is refused by its name ([org.bloomery.tokenize.file.TokenizerReader]).
///
/// To add a format: a reader beside [org.bloomery.tokenize.file.TiktokenReader], and a golden file
/// of the peer that reads it.
@NullMarked
package org.bloomery.tokenize.file;

import org.jspecify.annotations.NullMarked;
