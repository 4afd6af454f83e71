/// Pre-tokenisation: text cut into pieces, which no token ever spans.
///
/// Takes: a text as UTF-8. Gives: the end of each piece, one after the other.
///
/// Read [org.bloomery.tokenize.cut.PreTokenizer] and [org.bloomery.tokenize.cut.PieceCutter] first,
/// then [org.bloomery.tokenize.cut.BloomPreTokenizer]. Regular expressions are read as Oniguruma
/// reads them ([org.bloomery.tokenize.cut.OnigurumaPattern]).
///
/// To add one: a class that implements [org.bloomery.tokenize.cut.PreTokenizer], its name in the
/// `permits` list, its layout in [org.bloomery.tokenize.file.PreTokenizerReader] and
/// [org.bloomery.tokenize.file.LayoutWriter], and a golden file recorded with
/// `peers/record_layouts.py`.
@NullMarked
package org.bloomery.tokenize.cut;

import org.jspecify.annotations.NullMarked;
