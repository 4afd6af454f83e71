/// Reads fastText's classifiers, `.bin` and quantised `.ftz`, and predicts as fastText does.
///
/// A model file and a text go in, probabilities of labels come out. Read [FastTextModel] first. The
/// format and the arithmetic are those of fastText 0.9 (Joulin et al. 2016, arXiv 1607.01759 and
/// 1612.03651).
@NullMarked
package org.bloomery.curate.fasttext;

import org.jspecify.annotations.NullMarked;
