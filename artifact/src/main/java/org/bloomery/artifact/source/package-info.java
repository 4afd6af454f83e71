/// Sources of text: the card that describes one, where its files lie, and the checked catalogue.
///
/// Takes source cards (TOML) from people who have text; gives [Catalogue], which the catalogue
/// stage writes and the later stages read. Read [SourceCard] first. To add a source, write one card
/// (see `runs/sources/`) and name it in `catalogue.cards` of the run file; no code is needed. To
/// add a kind of place that text can lie in, add one case to [SourceLocation].
@NullMarked
package org.bloomery.artifact.source;

import org.jspecify.annotations.NullMarked;
