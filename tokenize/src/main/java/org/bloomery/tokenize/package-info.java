/// Byte-level BPE: training, encoding, decoding.
///
/// Takes: a corpus folder (the stage), or texts (the library and the tool). Gives: a folder with
/// `tokenizer.json`, `tokenizer_config.json` and `fertility.json`, and ids that are the same as
/// those of Hugging Face tokenizers for the same file.
///
/// Read [org.bloomery.tokenize.Tokenizer] first, then [org.bloomery.tokenize.BpeTrainer]. The way
/// of a text: [org.bloomery.tokenize.AddedTokens] cuts out `</s>` and its like, a
/// [org.bloomery.tokenize.PreTokenizer] cuts the rest into pieces,
/// [org.bloomery.tokenize.WordCache] remembers frequent pieces,
/// [org.bloomery.tokenize.PieceEncoder] merges the others.
///
/// Pieces beyond a block go through [org.bloomery.tokenize.LongPieceEncoder]. Files of others come
/// in by [org.bloomery.tokenize.TokenizerReader] (`tokenizer.json`) and
/// [org.bloomery.tokenize.TiktokenReader]; regular expressions are read as Oniguruma reads them
/// ([org.bloomery.tokenize.OnigurumaPattern]).
///
/// Training is [org.bloomery.tokenize.Training]: a sample of each language
/// ([org.bloomery.tokenize.SampleChoice]), words counted in bounded memory
/// ([org.bloomery.tokenize.WordCounter]), merges ([org.bloomery.tokenize.MergeStep]).
///
/// What a language pays is counted by [org.bloomery.tokenize.Fertility]; vocabularies are compared
/// in the package `judge`.
///
/// To add a pre-tokeniser: one class that implements [org.bloomery.tokenize.PreTokenizer], its name
/// in the `permits` list, its layout in [org.bloomery.tokenize.PreTokenizerReader] and
/// [org.bloomery.tokenize.LayoutWriter], and a golden file recorded with `peers/record_layouts.py`.
@NullMarked
package org.bloomery.tokenize;

import org.jspecify.annotations.NullMarked;
