package org.bloomery.artifact.run;

import java.util.List;

/// Which sources the run uses.
///
/// @param cards source cards, as paths relative to the run file
public record CatalogueSettings(List<String> cards) {}
