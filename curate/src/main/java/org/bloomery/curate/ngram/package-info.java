/// Small n-gram language models: counted, smoothed, quantised, written, mapped into memory, asked.
///
/// Texts go in, a file comes out; a file and a text go in, a perplexity comes out. Read
/// [NgramModel] first; [KneserNey] is what training computes.
@NullMarked
package org.bloomery.curate.ngram;

import org.jspecify.annotations.NullMarked;
