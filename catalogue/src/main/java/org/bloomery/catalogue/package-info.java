/// Source cards become a checked catalogue.
///
/// Takes the cards that `catalogue.cards` names; gives `catalogue/catalogue.json`: each card, and
/// the files that its location holds with sizes and digests. Read [CatalogueStage]; the card itself
/// is [org.bloomery.artifact.source.SourceCard]. This module also declares the jars that hold the
/// text of the shipped run files, so that this stage and curation see the same class path.
@NullMarked
package org.bloomery.catalogue;

import org.jspecify.annotations.NullMarked;
