/// Byte-level BPE: the stage and the tools.
///
/// Takes: a corpus folder (the stage), or what a person names (the tools). Gives: a folder with
/// `tokenizer.json`, `tokenizer_config.json`, `sample.json` and `fertility.json`, and ids that are
/// the same as those of Hugging Face tokenizers for the same file.
///
/// Read [org.bloomery.tokenize.encode.Tokenizer] first, which is what other rooms use, then
/// [org.bloomery.tokenize.Training]. The packages below know none of those above them:
///
/// - `judge` compares vocabularies, language by language;
/// - `merge` learns a vocabulary from counted words;
/// - `file` reads and writes the files of tokenizers, ours and those of others;
/// - `encode` turns text into ids and back;
/// - `count` chooses a sample of texts and counts its words;
/// - `cut` cuts text into pieces before any merge;
/// - `text` reads texts, and knows UTF-8.
///
/// To add an operation of `bloomery tokenizer`: a case in [org.bloomery.tokenize.TokenizerTool],
/// and its options in the room `cli`.
@NullMarked
package org.bloomery.tokenize;

import org.jspecify.annotations.NullMarked;
