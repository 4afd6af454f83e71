package org.bloomery.artifact.run;

import java.util.List;

/// How text is curated.
///
/// @param master Spark master, for example `local[*]`
/// @param languages the languages to keep
/// @param heldOutShare share of documents in [0, 1) that no stage before evaluation learns from
public record CurateSettings(String master, List<String> languages, double heldOutShare) {}
