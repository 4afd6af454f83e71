/// Text to ids and back.
///
/// Takes: text, or bytes of any kind. Gives: ids, where each token lies, and bytes again.
///
/// Read [org.bloomery.tokenize.encode.Tokenizer] first. The way of a text:
/// [org.bloomery.tokenize.encode.AddedTokens] cuts out `</s>` and its like, a pre-tokeniser of the
/// package `cut` cuts the rest into pieces, [org.bloomery.tokenize.encode.WordCache] remembers
/// frequent pieces, [org.bloomery.tokenize.encode.PieceEncoder] merges the others, and those beyond
/// a block go through [org.bloomery.tokenize.encode.LongPieceEncoder].
@NullMarked
package org.bloomery.tokenize.encode;

import org.jspecify.annotations.NullMarked;
